package io.dunlin.planner;

/** No schedule of the problem has a makespan below {@code seconds}. */
public record LowerBound(double seconds, Kind kind) {

  /** The argument behind it. */
  public enum Kind {
    /** The longest chain of tasks, each on its quickest device. */
    CRITICAL_PATH,
    /** All work, spread over all devices without a gap. */
    WORK,
    /** The longest chain with the least communication that any choice of devices allows. */
    COMMUNICATION_PATH,
    /** Tasks that must fit between their earliest start and the tail that follows them. */
    INTERVAL,
    /** The search went through every schedule: the bound is the optimum. */
    PROVED
  }
}
