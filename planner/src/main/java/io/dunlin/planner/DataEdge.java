package io.dunlin.planner;

/**
 * Task {@code to} starts only after {@code from} ended and {@code bytes} of its output {@code data}
 * arrived. Several edges of one task with the same data name are one output: it travels once to
 * each device. Zero bytes is a control edge: only the latency of the route counts.
 */
public record DataEdge(String from, String to, String data, double bytes) {
  /** An order without data. */
  public static DataEdge control(String from, String to) {
    return new DataEdge(from, to, "", 0);
  }
}
