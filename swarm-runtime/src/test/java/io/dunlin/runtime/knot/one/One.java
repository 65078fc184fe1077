package io.dunlin.runtime.knot.one;

import io.dunlin.runtime.knot.two.Two;

/** Half of a cycle of packages, for the rule that forbids them. */
public record One(Two two) {}
