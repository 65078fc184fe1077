package io.dunlin.planner;

/** A point on a local flat map, in metres. */
public record Place(double east, double north) {
  /** Straight-line distance in metres. */
  public double distance(Place other) {
    return Math.hypot(east - other.east, north - other.north);
  }
}
