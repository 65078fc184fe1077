package io.dunlin.gateway.plan;

import io.dunlin.planner.format.FlightPlan.Point;
import io.dunlin.planner.format.FlightPlan.Survey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the area of a survey into strips along its transects, one for each drone, so that all take
 * equally long: the way there and back, and the transects. Distances are on a flat map around the
 * area's first corner, good to a few metres over tens of kilometres.
 */
final class SurveySplit {
  private static final double METRES_PER_DEGREE = 6_371_008.8 * Math.PI / 180;
  private static final double SPACING_DEFAULT = 25;
  private static final int HALVINGS = 60;

  /** A strip and the seconds that flying it takes, from home and back. */
  record Part(List<Point> polygon, double squareMetres, double seconds) {}

  /** Metres across and along the transects. */
  private record Spot(double across, double along) {}

  private final Point origin;
  private final double cos;
  private final double sin;
  private final double eastScale;
  private final List<Spot> area;
  private final @Nullable Spot home;
  private final double spacing;
  private final double speed;

  private SurveySplit(Survey survey, @Nullable Point home, double metresPerSecond) {
    origin = survey.polygon().getFirst();
    double angle = Math.toRadians(survey.angleDegrees());
    cos = Math.cos(angle);
    sin = Math.sin(angle);
    eastScale = METRES_PER_DEGREE * Math.cos(Math.toRadians(origin.latitude()));
    area = survey.polygon().stream().map(this::spot).toList();
    this.home = home == null ? null : spot(home);
    spacing = survey.spacingMetres() > 0 ? survey.spacingMetres() : SPACING_DEFAULT;
    speed = metresPerSecond;
  }

  /**
   * At most {@code drones} parts; fewer where a strip would have no area.
   *
   * @param home where they start, null when it is not known: then the way there counts nothing
   */
  static List<Part> split(Survey survey, @Nullable Point home, double metresPerSecond, int drones) {
    return new SurveySplit(survey, home, metresPerSecond).split(drones);
  }

  private List<Part> split(int drones) {
    double low = 0;
    double high = seconds(area);
    // The least time within which the drones, one after the other, get through the whole area.
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (covers(middle, drones)) high = middle;
      else low = middle;
    }
    var parts = new ArrayList<Part>();
    double from = least();
    for (int i = 0; i < drones; i++) {
      double to = i == drones - 1 ? most() : reach(from, high);
      List<Spot> strip = strip(from, to);
      double squareMetres = squareMetres(strip);
      if (squareMetres > 1) {
        parts.add(new Part(strip.stream().map(this::point).toList(), squareMetres, seconds(strip)));
      }
      from = to;
    }
    return parts;
  }

  private boolean covers(double seconds, int drones) {
    double at = least();
    for (int i = 0; i < drones; i++) at = reach(at, seconds);
    return at >= most() - 1e-6;
  }

  /** How far across one drone gets in that time, beginning there. */
  private double reach(double from, double seconds) {
    double low = from;
    double high = most();
    if (seconds(strip(from, high)) <= seconds) return high;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (seconds(strip(from, middle)) <= seconds) low = middle;
      else high = middle;
    }
    return low;
  }

  /** There and back to the middle of the strip, and its transects. */
  private double seconds(List<Spot> strip) {
    double squareMetres = squareMetres(strip);
    if (squareMetres == 0) return 0;
    double transects = squareMetres / spacing / speed;
    if (home == null) return transects;
    double across = strip.stream().mapToDouble(Spot::across).average().orElse(0);
    double along = strip.stream().mapToDouble(Spot::along).average().orElse(0);
    return transects + 2 * Math.hypot(across - home.across(), along - home.along()) / speed;
  }

  private double least() {
    return area.stream().mapToDouble(Spot::across).min().orElse(0);
  }

  private double most() {
    return area.stream().mapToDouble(Spot::across).max().orElse(0);
  }

  private List<Spot> strip(double from, double to) {
    return clipped(clipped(area, from, 1), to, -1);
  }

  /** What of a polygon lies on one side of a line. Sutherland and Hodgman 1974. */
  private static List<Spot> clipped(List<Spot> polygon, double line, int side) {
    var kept = new ArrayList<Spot>();
    for (int i = 0; i < polygon.size(); i++) {
      Spot a = polygon.get(i);
      Spot b = polygon.get((i + 1) % polygon.size());
      double in = side * (a.across() - line);
      double next = side * (b.across() - line);
      if (in >= 0) kept.add(a);
      if ((in > 0 && next < 0) || (in < 0 && next > 0)) {
        double share = in / (in - next);
        kept.add(new Spot(line, a.along() + share * (b.along() - a.along())));
      }
    }
    return kept;
  }

  private static double squareMetres(List<Spot> polygon) {
    double twice = 0;
    for (int i = 0; i < polygon.size(); i++) {
      Spot a = polygon.get(i);
      Spot b = polygon.get((i + 1) % polygon.size());
      twice += a.across() * b.along() - b.across() * a.along();
    }
    return Math.abs(twice) / 2;
  }

  private Spot spot(Point point) {
    double north = (point.latitude() - origin.latitude()) * METRES_PER_DEGREE;
    double east = (point.longitude() - origin.longitude()) * eastScale;
    return new Spot(east * cos - north * sin, east * sin + north * cos);
  }

  private Point point(Spot spot) {
    double east = spot.across() * cos + spot.along() * sin;
    double north = spot.along() * cos - spot.across() * sin;
    return new Point(
        origin.latitude() + north / METRES_PER_DEGREE, origin.longitude() + east / eastScale);
  }

  /** Metres along a route. */
  static double metres(List<Point> route) {
    double sum = 0;
    for (int i = 1; i < route.size(); i++) {
      Point a = route.get(i - 1);
      Point b = route.get(i);
      double middle = Math.toRadians((a.latitude() + b.latitude()) / 2);
      sum +=
          METRES_PER_DEGREE
              * Math.hypot(
                  b.latitude() - a.latitude(), (b.longitude() - a.longitude()) * Math.cos(middle));
    }
    return sum;
  }
}
