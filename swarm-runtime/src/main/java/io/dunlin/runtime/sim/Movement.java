package io.dunlin.runtime.sim;

import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.sim.Scenario.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a device is at a time: its place until its route starts, then along the route. */
final class Movement {
  private final Point start;
  private final @Nullable Route route;
  private final double[] reached;

  Movement(Point start, @Nullable Route route) {
    this.start = start;
    this.route = route;
    reached = route == null ? new double[0] : distances(start, route.points());
  }

  private static double[] distances(Point start, List<Point> points) {
    double[] reached = new double[points.size()];
    double sum = 0;
    Point before = start;
    for (int i = 0; i < reached.length; i++) {
      sum += before.distance(points.get(i));
      reached[i] = sum;
      before = points.get(i);
    }
    return reached;
  }

  boolean isMoving() {
    return route != null;
  }

  /** Cost O(points). */
  Point at(long nanos) {
    if (route == null || nanos <= route.startNanos()) return start;
    List<Point> points = route.points();
    double way = (nanos - route.startNanos()) / 1e9 * route.metresPerSecond();
    double once = reached[reached.length - 1];
    if (way >= once) {
      if (!route.repeat()) return points.getLast();
      double round = once - reached[0] + points.getLast().distance(points.getFirst());
      if (round <= 0) return points.getLast();
      way = reached[0] + (way - reached[0]) % round;
    }
    Point before = start;
    double done = 0;
    for (int i = 0; i < reached.length; i++) {
      if (way <= reached[i]) return between(before, points.get(i), way - done);
      before = points.get(i);
      done = reached[i];
    }
    return between(points.getLast(), points.getFirst(), way - done);
  }

  private static Point between(Point from, Point to, double metres) {
    double length = from.distance(to);
    double share = length == 0 ? 0 : Math.min(1, metres / length);
    return new Point(
        from.x() + (to.x() - from.x()) * share, from.y() + (to.y() - from.y()) * share);
  }
}
