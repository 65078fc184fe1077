package io.dunlin.planner.format;

import io.dunlin.planner.Problem;

/** A named problem from a file. */
public record Instance(String name, Problem problem) {}
