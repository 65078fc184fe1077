package io.dunlin.planner;

/**
 * Where a task that has not begun was planned before. Planning it elsewhere counts {@code
 * moveSeconds} on top of the makespan, for each task that moves: the search minimises makespan plus
 * the sum of these.
 *
 * @param start when it was planned to start; orders the kept plan
 * @param moveSeconds what the move is worth avoiding for, in seconds: its state's bytes over the
 *     link it must take, plus the pause, plus the restart. 0: moves are free
 */
public record Home(String task, String device, double start, double moveSeconds) {}
