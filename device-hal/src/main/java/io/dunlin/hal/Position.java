package io.dunlin.hal;

import java.util.OptionalInt;

/**
 * A place on the WGS 84 ellipsoid.
 *
 * @param latitudeE7 degrees times 10^7, -900,000,000 to 900,000,000
 * @param longitudeE7 degrees times 10^7, -1,800,000,000 to 1,800,000,000
 * @param altitudeMm millimetres above mean sea level, where known
 * @param accuracyMm radius in millimetres, where known; never negative
 */
public record Position(
    int latitudeE7, int longitudeE7, OptionalInt altitudeMm, OptionalInt accuracyMm) {
  public static final int LATITUDE_E7_MAX = 900_000_000;
  public static final int LONGITUDE_E7_MAX = 1_800_000_000;

  public Position {
    if (!isOnEarth(latitudeE7, longitudeE7)) {
      throw new IllegalArgumentException("not on Earth: " + latitudeE7 + ", " + longitudeE7);
    }
    if (accuracyMm.isPresent() && accuracyMm.getAsInt() < 0) {
      throw new IllegalArgumentException("negative accuracy " + accuracyMm.getAsInt());
    }
  }

  /** Whether the two numbers, in degrees times 10^7, name a place. */
  public static boolean isOnEarth(long latitudeE7, long longitudeE7) {
    return latitudeE7 >= -LATITUDE_E7_MAX
        && latitudeE7 <= LATITUDE_E7_MAX
        && longitudeE7 >= -LONGITUDE_E7_MAX
        && longitudeE7 <= LONGITUDE_E7_MAX;
  }
}
