package io.dunlin.hal.sim;

import io.dunlin.hal.Fix;
import io.dunlin.hal.Position;
import io.dunlin.hal.PositionSensor;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import java.util.OptionalInt;

/**
 * A receiver carried along parallel lanes, as a survey flies: 200 m long, 20 m apart, ten of them,
 * and back. Accuracy wanders from 2 to 8 m; in {@code silencePercent} of the seconds there is no
 * fix.
 */
final class SimGps implements PositionSensor {
  private static final double E7_PER_METRE = 1e7 / 111_320;
  private static final double LANE_METRES = 200;
  private static final double GAP_METRES = 20;
  private static final int LANES = 10;

  /**
   * Where the carrier starts and how it moves.
   *
   * @param latitude degrees of the first lane's start, -89 to 89
   * @param longitude degrees, -179 to 179
   */
  record Course(double latitude, double longitude, double metresPerSecond, int silencePercent) {}

  private final SimTime time;
  private final Course course;
  private final Noise silence;
  private final Noise accuracy;
  private final Noise height;

  SimGps(long seed, SimTime time, Course course) {
    this.time = time;
    this.course = course;
    this.silence = new Noise(seed, "gps.silence");
    this.accuracy = new Noise(seed, "gps.accuracy");
    this.height = new Noise(seed, "gps.height");
  }

  @Override
  public Reading<Fix> fix() {
    if (time.isClosed()) {
      return Reading.missing(Reason.Cause.CLOSED, "simulated receiver is closed");
    }
    double seconds = time.seconds();
    if (silence.at((long) seconds).nextInt(100) < course.silencePercent()) {
      return Reading.missing(Reason.Cause.NOT_READY, "no fix in this second");
    }
    return Reading.of(new Fix(positionAt(seconds), time.utcMillis()));
  }

  /** Where the carrier is, with or without a fix. */
  Position positionAt(double seconds) {
    double along = seconds * course.metresPerSecond();
    double perLane = LANE_METRES + GAP_METRES;
    long lane = (long) (along / perLane);
    double inLane = Math.min(along - lane * perLane, LANE_METRES);
    double drift = Math.max(0, along - lane * perLane - LANE_METRES);
    double north = lane % 2 == 0 ? inLane : LANE_METRES - inLane;
    long sweep = lane / LANES;
    double east = lane % LANES * GAP_METRES + drift;
    if (sweep % 2 == 1) {
      east = LANES * GAP_METRES - east;
    }
    double latitudeE7 = course.latitude() * 1e7 + north * E7_PER_METRE;
    double shrink = Math.cos(Math.toRadians(course.latitude()));
    double longitudeE7 = course.longitude() * 1e7 + east * E7_PER_METRE / shrink;
    return new Position(
        (int) Math.round(latitudeE7),
        (int) Math.round(longitudeE7),
        OptionalInt.of((int) Math.round(60_000 + 1500 * height.smooth(seconds / 5))),
        OptionalInt.of((int) Math.round(5000 + 3000 * accuracy.smooth(seconds / 20))));
  }
}
