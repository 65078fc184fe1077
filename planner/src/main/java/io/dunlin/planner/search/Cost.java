package io.dunlin.planner.search;

/**
 * What a schedule costs: lateness first, then makespan plus what soft rules and moves cost.
 *
 * @param lateness weighted seconds after deadlines
 * @param makespan seconds
 * @param penalty seconds for broken soft rules and for moved tasks
 */
public record Cost(double lateness, double makespan, double penalty) implements Comparable<Cost> {
  /** Times apart by less than this share are taken as equal: rounding is no lateness. */
  private static final double NOISE = 1e-12;

  public static final Cost IMPOSSIBLE =
      new Cost(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  public boolean possible() {
    return makespan < Double.POSITIVE_INFINITY;
  }

  /** Makespan and penalty. */
  public double seconds() {
    return makespan + penalty;
  }

  @Override
  public int compareTo(Cost other) {
    if (Math.abs(lateness - other.lateness) > NOISE * Math.max(lateness, other.lateness)) {
      return Double.compare(lateness, other.lateness);
    }
    return Double.compare(seconds(), other.seconds());
  }
}
