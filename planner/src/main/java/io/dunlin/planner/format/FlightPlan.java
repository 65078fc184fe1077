package io.dunlin.planner.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan of a ground station asks to be flown.
 *
 * @param home where it starts and ends, null where the plan does not say
 * @param metresPerSecond hover speed of a rotorcraft, else cruise speed
 * @param waypoints of the route, in order; takeoff and landing with a place are among them
 * @param leftOut what is in the plan and not in here, in words
 */
public record FlightPlan(
    @Nullable Point home,
    double metresPerSecond,
    List<Point> waypoints,
    List<Survey> surveys,
    List<String> leftOut) {

  /** Degrees, WGS 84. */
  public record Point(double latitude, double longitude) {}

  /**
   * An area to be covered with parallel transects.
   *
   * @param angleDegrees of the transects, clockwise from north
   * @param spacingMetres between transects, 0 where the plan does not say
   * @param triggerMetres between photos, 0 where the plan does not say
   */
  public record Survey(
      List<Point> polygon, double angleDegrees, double spacingMetres, double triggerMetres) {
    public Survey {
      polygon = List.copyOf(polygon);
    }
  }

  public FlightPlan {
    waypoints = List.copyOf(waypoints);
    surveys = List.copyOf(surveys);
    leftOut = List.copyOf(leftOut);
  }
}
