package io.dunlin.planner.timeline;

/** Bookings on one resource. Times are seconds; a booking is the half-open [start, end). */
public sealed interface Occupancy permits Exclusive, Shared {

  /**
   * The earliest start from {@code from} on at which {@code seconds} with these demands fit, gaps
   * included.
   */
  double earliest(double from, double seconds, int cores, long memoryBytes);

  /** Books without asking: facts may overlap. */
  void book(double start, double end, int cores, long memoryBytes);

  /** Forgets all bookings, keeps the memory. */
  void clear();

  /** The last end booked, 0 when nothing is. */
  double lastEnd();
}
