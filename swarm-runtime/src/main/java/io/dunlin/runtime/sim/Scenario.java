package io.dunlin.runtime.sim;

import io.dunlin.runtime.sync.SyncSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A swarm, its surroundings and what goes wrong. Metres, nanoseconds, bytes.
 *
 * @param durationNanos how long devices record, move and suffer
 * @param settleNanos after that: faults are over, nobody moves or records, and those in reach of
 *     each other must become equal within this time; 0 asks for nothing
 * @param disk what devices write to
 * @param copies how many devices hold what each records, itself among them; gateways take all they
 *     meet. 0: everything goes to everybody
 * @param quietNanos longest time between two beacons or probes to a neighbour
 * @param links exceptions from the radio, the last one that fits counts
 */
public record Scenario(
    String name,
    long durationNanos,
    long settleNanos,
    Disk disk,
    int copies,
    long quietNanos,
    Radio radio,
    List<Device> devices,
    List<Link> links,
    List<Fault> faults) {
  /** Most devices of a scenario. */
  public static final int DEVICES_MAX = 10_000;

  /** Most copies of what a device records. */
  public static final int COPIES_MAX = 8;

  /** Most faults and most links, each. */
  public static final int FAULTS_MAX = 10_000;

  /** What devices write to. */
  public enum Disk {
    /** The product's journal on a simulated disk that loses, tears and reorders. */
    JOURNAL,
    /** A cheap model of the same: keeps what was committed. For thousands of devices. */
    MEMORY
  }

  /** A place, in metres east and north. */
  public record Point(double x, double y) {
    double distance(Point other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  /** A way along points at one speed, once or again and again from the first point. */
  public record Route(List<Point> points, double metresPerSecond, long startNanos, boolean repeat) {
    public Route {
      points = List.copyOf(points);
      if (points.isEmpty() || !(metresPerSecond > 0)) {
        throw new IllegalArgumentException("a route has points and a speed");
      }
    }
  }

  /**
   * One device.
   *
   * @param gateway whether it has a store and publishes what it holds as committed
   * @param observeEveryNanos a temperature so often, 0 for never
   * @param urgent whether that goes by the urgent lane
   * @param stateEveryNanos writes or removes an entry of SwarmState so often, 0 for never
   */
  public record Device(
      String name,
      boolean gateway,
      Point at,
      @Nullable Route route,
      long observeEveryNanos,
      boolean urgent,
      long stateEveryNanos) {}

  /**
   * The air.
   *
   * @param jitterNanos added to the latency, uniform
   * @param loss of a frame, 0 to 1; a packet needs all of its frames
   * @param bytesPerSecond while a device sends, 0 for unlimited
   * @param frameBytes a packet takes as many frames as it needs
   * @param halfDuplex whether receiving occupies a device as sending does
   * @param reorder chance that a packet is delayed by up to a second
   * @param corrupt chance that a bit of a packet flips
   */
  public record Radio(
      double rangeMetres,
      long latencyNanos,
      long jitterNanos,
      double loss,
      long bytesPerSecond,
      int frameBytes,
      boolean halfDuplex,
      double duplicate,
      double reorder,
      double corrupt) {
    /** 250 m, 10 ms, no loss, unlimited: for a start. */
    public static final Radio CLEAR =
        new Radio(250, 10_000_000, 2_000_000, 0, 0, 1_024, false, 0, 0, 0);
  }

  /**
   * One link that is not as the radio says.
   *
   * @param bothWays else only from {@code from} to {@code to}
   * @param loss instead of the radio's
   * @param upNanos up for so long, then down for {@code downNanos}, and so on; 0 for always up
   */
  public record Link(
      String from, String to, boolean bothWays, double loss, long upNanos, long downNanos) {}

  public Scenario {
    if (copies < 0 || copies > COPIES_MAX || quietNanos < 8_000_000_000L) {
      throw new IllegalArgumentException("0 to 8 copies, quiet for at least 8 s");
    }
    devices = List.copyOf(devices);
    links = List.copyOf(links);
    faults = List.copyOf(faults);
    if (devices.isEmpty() || devices.size() > DEVICES_MAX) {
      throw new IllegalArgumentException("1 to " + DEVICES_MAX + " devices");
    }
    if (faults.size() > FAULTS_MAX || links.size() > FAULTS_MAX) {
      throw new IllegalArgumentException("at most " + FAULTS_MAX + " faults and links");
    }
    Set<String> names = devices.stream().map(Device::name).collect(Collectors.toSet());
    if (names.size() < devices.size()) throw new IllegalArgumentException("a name comes twice");
    var named = new HashSet<String>();
    faults.forEach(fault -> named.addAll(fault.devices()));
    links.forEach(link -> named.addAll(List.of(link.from(), link.to())));
    named.removeAll(names);
    if (!named.isEmpty()) throw new IllegalArgumentException("no device " + named);
  }

  /** Everything goes to everybody, with the usual periods. */
  public Scenario(
      String name,
      long durationNanos,
      long settleNanos,
      Disk disk,
      Radio radio,
      List<Device> devices,
      List<Link> links,
      List<Fault> faults) {
    this(
        name,
        durationNanos,
        settleNanos,
        disk,
        0,
        SyncSettings.QUIET_NANOS,
        radio,
        devices,
        links,
        faults);
  }

  /** The same with so many copies. */
  public Scenario withCopies(int number) {
    return new Scenario(
        name, durationNanos, settleNanos, disk, number, quietNanos, radio, devices, links, faults);
  }

  /** The same with others in it. */
  Scenario with(List<Device> others, List<Link> exceptions, Radio air, List<Fault> wrong) {
    return new Scenario(
        name, durationNanos, settleNanos, disk, copies, quietNanos, air, others, exceptions, wrong);
  }

  /** The same with other faults. */
  public Scenario withFaults(List<Fault> others) {
    return with(devices, links, radio, others);
  }
}
