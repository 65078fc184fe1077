package io.dunlin.hal;

import java.util.List;

/**
 * One sweep of a lidar.
 *
 * @param points at most {@value #POINTS_MAX}; those without an echo are left out
 */
public record Scan(List<Point> points) {
  public static final int POINTS_MAX = 16_384;

  /**
   * An echo in the device's frame (x forward, y left, z up).
   *
   * @param xMm millimetres
   * @param intensity 0 to 255
   */
  public record Point(int xMm, int yMm, int zMm, int intensity) {
    public Point {
      if (intensity < 0 || intensity > 255) {
        throw new IllegalArgumentException("intensity " + intensity);
      }
    }
  }

  public Scan {
    points = List.copyOf(points);
    if (points.size() > POINTS_MAX) {
      throw new IllegalArgumentException(points.size() + " points, at most " + POINTS_MAX);
    }
  }
}
