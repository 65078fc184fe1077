package io.dunlin.planner.check;

/**
 * One thing wrong with a schedule.
 *
 * @param subject task, device or edge
 * @param constraint task, device, needs, cores, memory, pinned, forbidden, times, release, ready,
 *     order, data, radio, together, apart, travel or makespan
 * @param explanation with the numbers
 */
public record Violation(String subject, String constraint, String explanation) {}
