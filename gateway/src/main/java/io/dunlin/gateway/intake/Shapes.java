package io.dunlin.gateway.intake;

import io.dunlin.runtime.state.TaskSpec.Place;
import io.dunlin.runtime.state.TaskSpec.Place.Point;
import io.dunlin.runtime.state.TaskSpec.Place.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where a task is to be, and refuses polygons that enclose nothing or cross themselves. */
final class Shapes {
  private static final String ALLOWED = "one of point, polygon, route";

  private final Findings findings;

  Shapes(Findings findings) {
    this.findings = findings;
  }

  @Nullable Place read(Section task) {
    Section at = task.section("at");
    if (at == null) return null;
    if (at.mapping().entries().size() != 1) {
      findings.error(
          Code.ONE_PLACE,
          task.keyAt("at"),
          at.pointer().toString(),
          "\"at\" names " + at.mapping().entries().size() + " places",
          ALLOWED);
      return null;
    }
    Tree.Entry entry = at.mapping().entries().getFirst();
    Pointer pointer = at.pointer().with(entry.key());
    return switch (entry.key()) {
      case "point" -> place(Shape.POINT, point(entry.value()));
      case "route" -> place(Shape.ROUTE, points(entry.value()));
      case "polygon" -> polygon(entry.value(), pointer);
      default -> null;
    };
  }

  private static @Nullable Place place(Shape shape, List<Point> points) {
    return points.isEmpty() ? null : new Place(shape, points);
  }

  private @Nullable Place polygon(Tree value, Pointer pointer) {
    List<Point> points = points(value);
    if (points.size() > 1 && points.getFirst().equals(points.getLast())) points.removeLast();
    if (points.size() < 3) {
      if (value instanceof Tree.Sequence list && list.items().size() >= 3) {
        refuse(value, pointer, "the polygon has fewer than three corners");
      }
      return null;
    }
    if (area(points) == 0) refuse(value, pointer, "the polygon encloses nothing");
    else if (crosses(points)) refuse(value, pointer, "the polygon's edges cross each other");
    return place(Shape.POLYGON, points);
  }

  private void refuse(Tree value, Pointer pointer, String message) {
    findings.error(
        Code.BAD_SHAPE,
        value.at(),
        pointer.toString(),
        message,
        "three or more corners in order around the area");
  }

  private static List<Point> points(Tree value) {
    var points = new ArrayList<Point>();
    if (value instanceof Tree.Sequence list) {
      for (Tree item : list.items()) points.addAll(point(item));
    }
    return points;
  }

  /** One point, or none when it is not one. */
  private static List<Point> point(Tree value) {
    if (value instanceof Tree.Sequence pair
        && pair.items().size() == 2
        && pair.items().get(0) instanceof Tree.Numeral longitude
        && pair.items().get(1) instanceof Tree.Numeral latitude) {
      return List.of(new Point(longitude.real(), latitude.real()));
    }
    return List.of();
  }

  private static double area(List<Point> points) {
    double twice = 0;
    for (int i = 0; i < points.size(); i++) {
      Point a = points.get(i);
      Point b = points.get((i + 1) % points.size());
      twice += a.longitude() * b.latitude() - b.longitude() * a.latitude();
    }
    return Math.abs(twice) < 1e-12 ? 0 : twice / 2;
  }

  /** Whether two edges that are no neighbours cross. Cost O(n²), n at most 500. */
  private static boolean crosses(List<Point> points) {
    int n = points.size();
    for (int i = 0; i < n; i++) {
      for (int j = i + 2; j < n; j++) {
        if (i == 0 && j == n - 1) continue;
        if (cross(points.get(i), points.get(i + 1), points.get(j), points.get((j + 1) % n))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean cross(Point a, Point b, Point c, Point d) {
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  }

  private static double side(Point a, Point b, Point c) {
    return Math.signum(
        (b.longitude() - a.longitude()) * (c.latitude() - a.latitude())
            - (b.latitude() - a.latitude()) * (c.longitude() - a.longitude()));
  }
}
