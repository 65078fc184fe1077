package io.dunlin.runtime.sim;

import io.dunlin.runtime.sim.Fault.Kind;
import io.dunlin.runtime.sim.Scenario.Device;
import io.dunlin.runtime.sim.Scenario.Disk;
import io.dunlin.runtime.sim.Scenario.Link;
import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.sim.Scenario.Radio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** A short scenario full of faults, made from a seed. */
public final class RandomScenario {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long DURATION = 36 * SECOND;
  private static final long SETTLE = 240 * SECOND;
  private static final long YEAR = 365L * 86_400 * SECOND;

  /** A clock may be wrong by so much. */
  private static final long JUMP_MOST = 56 * YEAR;

  private static final int DEVICES_MOST = 6;
  private static final int FAULTS_LEAST = 4;
  private static final int FAULTS_MOST = 10;

  private final SplittableRandom random;

  private RandomScenario(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * A chain, ring or clique of 3 to {@value #DEVICES_MOST} devices with a gateway, a lossy radio
   * and {@value #FAULTS_LEAST} to {@value #FAULTS_MOST} faults, the first of a kind that goes round
   * with the seed.
   */
  public static Scenario of(long seed) {
    return new RandomScenario(seed).make(seed);
  }

  private Scenario make(long seed) {
    int count = random.nextInt(3, DEVICES_MOST + 1);
    // A third of the runs is on the product's journal; the rest on its model, which is faster.
    Disk disk = seed % 3 == 0 ? Disk.JOURNAL : Disk.MEMORY;
    var devices = new ArrayList<Device>();
    int shape = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      devices.add(
          new Device(
              "d" + i,
              i == 0,
              place(shape, i, count),
              null,
              random.nextLong(2, 9) * SECOND,
              random.nextInt(5) == 0,
              random.nextLong(5, 20) * SECOND));
    }
    var faults = new ArrayList<Fault>();
    Kind[] kinds = Kind.values();
    int more = random.nextInt(FAULTS_LEAST, FAULTS_MOST + 1);
    for (int i = 0; i < more; i++) {
      Kind kind = i == 0 ? kinds[(int) (seed % kinds.length)] : kinds[random.nextInt(kinds.length)];
      faults.add(fault(kind, count));
    }
    faults.sort(Comparator.comparingLong(Fault::atNanos));
    return new Scenario(
        "random-" + seed, DURATION, SETTLE, disk, radio(), devices, links(count), faults);
  }

  private Point place(int shape, int i, int count) {
    return switch (shape) {
      case 0 -> new Point(i * 200, 0);
      case 1 -> {
        double radius = 200 / (2 * Math.sin(Math.PI / count));
        double turn = 2 * Math.PI * i / count;
        yield new Point(
            Math.rint(radius * Math.cos(turn) * 10) / 10,
            Math.rint(radius * Math.sin(turn) * 10) / 10);
      }
      default -> new Point(random.nextInt(150), random.nextInt(150));
    };
  }

  private Radio radio() {
    return new Radio(
        250,
        random.nextLong(1, 80) * MILLI,
        random.nextLong(1, 40) * MILLI,
        random.nextInt(3) == 0 ? 0 : random.nextInt(41) / 100.0,
        random.nextInt(3) == 0 ? random.nextLong(4, 200) * 1_000 : 0,
        random.nextInt(3) == 0 ? 250 : 1_024,
        random.nextBoolean(),
        random.nextInt(4) == 0 ? random.nextInt(30) / 100.0 : 0.01,
        random.nextInt(4) == 0 ? random.nextInt(30) / 100.0 : 0.01,
        random.nextInt(4) == 0 ? random.nextInt(10) / 100.0 : 0.01);
  }

  private List<Link> links(int count) {
    var links = new ArrayList<Link>();
    if (random.nextInt(3) == 0) {
      int a = random.nextInt(count);
      links.add(
          new Link(
              "d" + a,
              "d" + (a + 1) % count,
              random.nextBoolean(),
              random.nextInt(50) / 100.0,
              random.nextLong(1, 8) * SECOND,
              random.nextLong(1, 4) * SECOND));
    }
    return links;
  }

  private Fault fault(Kind kind, int count) {
    long at = random.nextLong(2 * SECOND, DURATION - 12 * SECOND);
    long most = DURATION - at;
    long length = random.nextLong(SECOND, Math.min(most, 15 * SECOND));
    var devices = new ArrayList<String>();
    int first = random.nextInt(count);
    devices.add("d" + first);
    switch (kind) {
      case PARTITION -> {
        int size = random.nextInt(1, count);
        for (int i = 1; i < size; i++) devices.add("d" + (first + i) % count);
      }
      case ONE_WAY -> devices.add("d" + (first + random.nextInt(1, count)) % count);
      default -> {}
    }
    return new Fault(at, kind, devices, length, amount(kind, at));
  }

  private long amount(Kind kind, long atNanos) {
    return switch (kind) {
      case POWER_CUT, KILL, DISK_FULL, CLONE, PARTITION, ONE_WAY, LIAR -> 0;
      case DISK_ERROR -> random.nextInt(1, 30);
      case BIT_ROT -> random.nextInt(1, 40);
      case ROLLBACK -> random.nextLong(SECOND, atNanos);
      case CLOCK_JUMP -> random.nextLong(-JUMP_MOST, JUMP_MOST) / SECOND * SECOND;
      case SLOW -> random.nextLong(20, 1_500) * MILLI;
      case FLAP -> random.nextLong(200, 4_000) * MILLI;
      case MALFORMED -> random.nextInt(5, 50);
      case FLOOD -> random.nextInt(20, 200);
    };
  }
}
