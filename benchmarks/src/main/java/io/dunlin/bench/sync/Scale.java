package io.dunlin.bench.sync;

import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.runtime.sim.GridScenario;
import io.dunlin.runtime.sim.Outcome;
import io.dunlin.runtime.sim.Scenario;
import io.dunlin.runtime.sim.Simulation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole device, in a field of 10, 100 and 1,000 of them under virtual time: what a row that
 * came to another device costs, and what a field says in which nothing happens. CPU is that of the
 * one thread that simulates, compilation apart. Minutes fall with the size, so each figure carries
 * its own in its name. A whole day of the thousand is {@code GridScenarioTest}, nightly.
 */
final class Scale {
  private static final long MINUTE = 60 * Swarm.SECOND;
  private static final double TIMES_REAL_TIME = 300;
  private static final int LARGEST = 1_000;

  /** One size: how many devices, and for how long they are watched. */
  private record Size(int devices, int minutes) {}

  private record Timed(Outcome outcome, double cpuSeconds) {}

  private Scale() {}

  static List<Measurement> measure(Run run) {
    List<Size> sizes =
        run.quick()
            ? List.of(new Size(10, 30), new Size(30, 30))
            : List.of(new Size(10, 60), new Size(100, 60), new Size(LARGEST, 60));
    var all = new ArrayList<Measurement>();
    if (run.wants("scale.busy")) busy(run, sizes, all);
    if (run.wants("scale.quiet")) quiet(run, sizes, all);
    return all;
  }

  private static void busy(Run run, List<Size> sizes, List<Measurement> all) {
    double leastBytes = 0;
    double leastCpu = 0;
    for (Size size : sizes) {
      run.say("scale: " + size.devices + " devices for " + size.minutes + " min");
      Timed timed = timed(GridScenario.busy(size.devices, size.minutes * MINUTE));
      Outcome outcome = timed.outcome;
      long rows = outcome.deliveries();
      String name = "scale.busy." + size.devices + "-devices." + size.minutes + "-min";
      double bytes = (double) outcome.bytes().sent() / rows;
      double cpu = timed.cpuSeconds / rows;
      double times = outcome.virtualNanos() / 1e9 / timed.cpuSeconds;
      Measurement perRow = Measurement.of(name + ".bytes-per-row", "B/row", bytes);
      Measurement cpuPerRow = Measurement.of(name + ".cpu-per-row", "s/row", cpu);
      if (leastBytes == 0) {
        leastBytes = bytes;
        leastCpu = cpu;
      } else {
        double growth = Math.log(size.devices) / Math.log(sizes.getFirst().devices);
        String peer = sizes.getFirst().devices + " devices x growth of log N";
        perRow = perRow.against(peer, leastBytes * growth).ratioAtMost(1);
        cpuPerRow = cpuPerRow.against(peer, leastCpu * growth).ratioAtMost(1);
      }
      all.add(perRow);
      all.add(cpuPerRow);
      Measurement realTime = Measurement.of(name + ".times-real-time", "", times);
      all.add(size.devices == LARGEST ? realTime.atLeast(TIMES_REAL_TIME) : realTime);
      long unfound = outcome.unrecoverable();
      all.add(Measurement.of(name + ".lost", "rows", (double) unfound).atMost(0));
    }
  }

  /** The second hour less the first, since who starts has more to say. */
  private static void quiet(Run run, List<Size> sizes, List<Measurement> all) {
    double least = 0;
    for (Size size : sizes) {
      run.say("scale: " + size.devices + " quiet devices");
      long hour = 60 * MINUTE;
      long first = sent(GridScenario.quiet(size.devices, hour));
      long both = sent(GridScenario.quiet(size.devices, 2 * hour));
      double bytes = (double) (both - first) / size.devices;
      Measurement said =
          Measurement.of("scale.quiet." + size.devices + "-devices.hourly", "B/device", bytes);
      if (least == 0) {
        least = bytes;
      } else {
        said = said.against(sizes.getFirst().devices + " devices", least);
      }
      all.add(said);
    }
  }

  private static long sent(Scenario scenario) {
    return timed(scenario).outcome.bytes().sent();
  }

  private static Timed timed(Scenario scenario) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Outcome outcome = Simulation.run(scenario, 1);
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    if (!outcome.holds()) throw new IllegalStateException(scenario.name() + outcome.broken());
    return new Timed(outcome, seconds);
  }
}
