package io.dunlin.hal.sim;

import io.dunlin.hal.Lidar;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sixteen rings, -15 to +15 degrees, in a clearing: flat ground 2 m below, trees at 5 to 30 m. One
 * beam in twenty comes back from nowhere and is left out.
 */
final class SimLidar implements Lidar {
  private static final int RINGS = 16;
  private static final double HEIGHT_METRES = 2;
  private final SimTime time;
  private final int beams;
  private final Noise trees;
  private final Noise beam;

  SimLidar(long seed, SimTime time, int beams) {
    this.time = time;
    this.beams = beams;
    this.trees = new Noise(seed, "lidar.trees");
    this.beam = new Noise(seed, "lidar.beam");
  }

  @Override
  public Reading<Scan> scan() {
    if (time.isClosed()) {
      return Reading.missing(Reason.Cause.CLOSED, "simulated lidar is closed");
    }
    SplittableRandom random = beam.at(time.nanos());
    double drift = time.seconds() / 10;
    int perRing = Math.max(1, beams / RINGS);
    List<Scan.Point> points = new ArrayList<>(beams);
    for (int i = 0; i < beams; i++) {
      int step = i / RINGS;
      double turn = (double) step / perRing;
      double pitch = Math.toRadians(-15 + 2.0 * (i % RINGS));
      double metres = 17.5 + 12.5 * trees.smooth(turn * 24 + drift);
      if (pitch < 0) {
        metres = Math.min(metres, HEIGHT_METRES / -Math.sin(pitch));
      }
      metres += random.nextDouble() * 0.04 - 0.02;
      if (random.nextInt(20) != 0) {
        points.add(point(turn, pitch, metres, random.nextInt(60)));
      }
    }
    return Reading.of(new Scan(points));
  }

  private static Scan.Point point(double turn, double pitch, double metres, int sparkle) {
    double flat = metres * Math.cos(pitch) * 1000;
    double yaw = 2 * Math.PI * turn;
    return new Scan.Point(
        (int) Math.round(flat * Math.cos(yaw)),
        (int) Math.round(flat * Math.sin(yaw)),
        (int) Math.round(metres * Math.sin(pitch) * 1000),
        (int) Math.round(180 - metres * 4) + sparkle);
  }
}
