package io.dunlin.planner;

/**
 * Where a task that has not begun was planned before. Planning it elsewhere costs {@code
 * moveSeconds} on top of the makespan: the state that must travel, the pause, the restart.
 *
 * @param start when it was planned to start; orders the kept plan
 */
public record Home(String task, String device, double start, double moveSeconds) {}
