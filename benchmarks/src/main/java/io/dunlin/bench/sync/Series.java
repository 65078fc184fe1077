package io.dunlin.bench.sync;

import io.dunlin.crdt.codec.ByteWriter;
import java.util.SplittableRandom;

/**
 * What the devices of the benchmark measure: temperature and position at 1 Hz, bodies as {@code
 * io.dunlin.runtime.state.Observation} lays them out.
 *
 * <ul>
 *   <li>time: monotonic, resolution 1 µs; each sample is late by 0 to 400 µs, uniform
 *   <li>temperature: resolution 0.01 K, random walk of σ = 0.02 K a second
 *   <li>latitude and longitude: resolution 10⁻⁷ degree (11 mm); the device drifts at up to 2 m/s,
 *       its speed a random walk of σ = 2 cm/s each second, and the receiver adds noise of σ = 3 cm
 * </ul>
 */
final class Series {
  /** So says {@link #next}: what a decoder of the reference encoding would have to know. */
  static final String WORDS =
      "1 Hz, 1 us with 0-400 us jitter; 0.01 K, walk 0.02 K; 1e-7 deg, noise 3 cm, up to 2 m/s";

  private static final long HASH = 0x5eed_0123_4567_89abL;
  private static final int ALL_PRESENT = 0b111;

  /** One sample, with the integers in it for the reference encoding. */
  record Sample(long bootNanos, byte[] body, long[] columns) {}

  private final SplittableRandom random;
  private long second;
  private double celsius;
  private final double[] place = new double[2];
  private final double[] speed = new double[2];

  Series(long seed) {
    random = new SplittableRandom(seed);
    celsius = 20 + 5 * normal();
    place[0] = 50.85e7 + 1e4 * normal();
    place[1] = 4.35e7 + 1e4 * normal();
  }

  Sample next() {
    second++;
    long micros = second * 1_000_000 + random.nextInt(401);
    celsius += 0.02 * normal();
    for (int i = 0; i < 2; i++) {
      speed[i] = Math.clamp(speed[i] + 2 * normal() / 1.1, -200 / 1.1, 200 / 1.1);
      place[i] += speed[i];
    }
    long[] columns = {
      micros,
      Math.round(celsius * 100),
      Math.round(place[0] + 3 * normal() / 1.1),
      Math.round(place[1] + 3 * normal() / 1.1)
    };
    var body = new ByteWriter().u64(HASH).varint(ALL_PRESENT);
    for (int i = 1; i < columns.length; i++) body.zigzag(columns[i]);
    return new Sample(micros * 1_000, body.toBytes(), columns);
  }

  /** Temperature alone, as a device that measures nothing else has it after so many seconds. */
  static Sample scalar(long second) {
    long micros = second * 1_000_000 + 123;
    long centi = 2_150;
    byte[] body = new ByteWriter().u64(HASH + 1).varint(1).zigzag(centi).toBytes();
    return new Sample(micros * 1_000, body, new long[] {micros, centi});
  }

  private double normal() {
    return random.nextGaussian();
  }
}
