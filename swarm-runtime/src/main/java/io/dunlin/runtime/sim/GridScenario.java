package io.dunlin.runtime.sim;

import io.dunlin.runtime.sim.Scenario.Device;
import io.dunlin.runtime.sim.Scenario.Disk;
import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.sim.Scenario.Radio;
import io.dunlin.runtime.sim.Scenario.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A field of sensors of any size: a square grid in which each reaches the eight around it, three
 * copies of everything by custody, and a gateway that flies along the rows, waiting ten minutes at
 * each end.
 */
public final class GridScenario {
  private static final long SECOND = 1_000_000_000;
  private static final double SPACING_METRES = 100;
  private static final Radio RADIO =
      new Radio(150, 10_000_000, 2_000_000, 0.02, 0, 1_024, false, 0, 0, 0);

  /** A tenth of the devices lose power once; a part of the field is cut off every six hours. */
  private static final int DEVICES_PER_CUT = 10;

  private static final long PARTITION_EVERY = 6 * 3_600 * SECOND;
  private static final long SETTLE = 2 * 3_600 * SECOND;
  private static final long QUIET = 150 * SECOND;
  private static final int COPIES = 3;

  private GridScenario() {}

  /** Each observes once a minute; power cuts and partitions, then quiet until all is settled. */
  public static Scenario busy(int devices, long durationNanos) {
    List<Device> field = field(devices, 60 * SECOND);
    int side = side(devices);
    double end = side * SPACING_METRES - SPACING_METRES / 2;
    var points = new ArrayList<Point>();
    for (int row = 0; row < side; row += 2) {
      boolean eastward = row % 4 == 0;
      double y = (row + 0.5) * SPACING_METRES;
      points.add(new Point(eastward ? -SPACING_METRES / 2 : end, y));
      points.add(new Point(eastward ? end : -SPACING_METRES / 2, y));
    }
    var route = new Route(points, 10, 600 * SECOND, true);
    field.add(new Device("gateway", true, points.getFirst(), route, 0, false, 0));
    return scenario(
        "grid-" + devices, durationNanos, SETTLE, field, faults(devices, durationNanos));
  }

  /** Nobody observes, nothing fails, and the run ends without settling. */
  public static Scenario quiet(int devices, long durationNanos) {
    return scenario("quiet-" + devices, durationNanos, 0, field(devices, 0), List.of());
  }

  private static Scenario scenario(
      String name, long lasts, long settles, List<Device> devices, List<Fault> faults) {
    return new Scenario(
        name, lasts, settles, Disk.MEMORY, COPIES, QUIET, RADIO, devices, List.of(), faults);
  }

  private static int side(int devices) {
    return (int) Math.ceil(Math.sqrt(devices));
  }

  private static List<Device> field(int devices, long observeEveryNanos) {
    int side = side(devices);
    var field = new ArrayList<Device>();
    for (int i = 0; i < devices; i++) {
      int row = i / side;
      Point at = new Point(i % side * SPACING_METRES, row * SPACING_METRES);
      field.add(new Device("d" + i, false, at, null, observeEveryNanos, false, 0));
    }
    return field;
  }

  private static List<Fault> faults(int devices, long durationNanos) {
    var random = new SplittableRandom(devices);
    int side = side(devices);
    var faults = new ArrayList<Fault>();
    for (int i = 0; i < Math.ceilDiv(devices, DEVICES_PER_CUT); i++) {
      List<String> who = List.of("d" + random.nextInt(devices));
      long at = between(random, durationNanos / 10, durationNanos * 8 / 10);
      long lasts = between(random, 10 * SECOND, Math.min(600 * SECOND, durationNanos / 8));
      faults.add(new Fault(at, Fault.Kind.POWER_CUT, who, lasts, 0));
    }
    for (long i = 0; i < Math.ceilDiv(durationNanos, PARTITION_EVERY); i++) {
      int columns = random.nextInt(1, side);
      var west = new ArrayList<String>();
      for (int d = 0; d < devices; d++) if (d % side < columns) west.add("d" + d);
      long at = between(random, durationNanos / 10, durationNanos * 6 / 10);
      long lasts = Math.min(1_800 * SECOND, durationNanos / 4);
      faults.add(new Fault(at, Fault.Kind.PARTITION, west, lasts, 0));
    }
    faults.sort(Comparator.comparingLong(Fault::atNanos));
    return faults;
  }

  private static long between(SplittableRandom random, long least, long most) {
    return random.nextLong(least, Math.max(most, least + 1));
  }
}
