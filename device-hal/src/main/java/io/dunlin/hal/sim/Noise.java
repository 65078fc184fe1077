package io.dunlin.hal.sim;

import java.util.SplittableRandom;

/** Randomness that is a function of (seed, concern, step): reads in any order give the same. */
final class Noise {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private final long seed;

  Noise(long seed, String concern) {
    long mixed = seed;
    for (int i = 0; i < concern.length(); i++) {
      mixed = (mixed ^ concern.charAt(i)) * GOLDEN;
      mixed ^= mixed >>> 29;
    }
    this.seed = mixed;
  }

  SplittableRandom at(long step) {
    return new SplittableRandom(seed + step * GOLDEN);
  }

  /** A value in [-1, 1) that moves smoothly from step to step. */
  double smooth(double steps) {
    double floor = Math.floor(steps);
    double part = steps - floor;
    double ease = part * part * (3 - 2 * part);
    double from = at((long) floor).nextDouble() * 2 - 1;
    double to = at((long) floor + 1).nextDouble() * 2 - 1;
    return from + (to - from) * ease;
  }
}
