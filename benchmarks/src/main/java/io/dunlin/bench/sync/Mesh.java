package io.dunlin.bench.sync;

import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.runtime.sync.SyncCounters;
import java.util.ArrayList;
import java.util.List;

/**
 * Fifteen devices with four links each (a ring with the second next), one observation a second
 * each. Counted is how often an entry arrives for each time it was needed; lost packets do not
 * arrive.
 */
final class Mesh {
  private static final int DEVICES = 15;

  private Mesh() {}

  static List<Measurement> measure(Run run) {
    var all = new ArrayList<Measurement>();
    for (int loss : new int[] {0, 30}) {
      Measurement copies =
          Measurement.of("mesh.loss-" + loss + ".copies", "", copies(loss, run.sized(30, 120)));
      all.add(copies.atMost(loss == 0 ? 1.1 : 1.3));
    }
    return all;
  }

  private static double copies(int lossPercent, int seconds) {
    Swarm swarm = new Swarm(5 + lossPercent).of(DEVICES);
    for (int i = 0; i < DEVICES; i++) {
      swarm.connect(i, (i + 1) % DEVICES);
      swarm.connect(i, (i + 2) % DEVICES);
    }
    swarm.run(5 * Swarm.SECOND);
    swarm.lossPercent = lossPercent;
    var series = new ArrayList<Series>();
    for (int i = 0; i < DEVICES; i++) series.add(new Series(i));
    for (int second = 1; second <= seconds; second++) {
      long seq = second;
      for (Device device : swarm.devices) {
        swarm.at(
            swarm.nowNanos + swarm.random.nextLong(Swarm.SECOND),
            () ->
                device.durable(
                    List.of(
                        Device.observation(device.log, series.get(device.number).next(), seq))));
      }
      swarm.run(Swarm.SECOND);
    }
    swarm.run(2 * Swarm.SECOND);
    swarm.settle(120 * Swarm.SECOND);
    long needed = 0;
    long duplicate = 0;
    for (Device device : swarm.devices) {
      SyncCounters counters = device.machine.counters();
      needed += counters.entriesNeeded();
      duplicate += counters.entriesDuplicate();
    }
    if (needed != (long) DEVICES * (DEVICES - 1) * seconds) {
      throw new IllegalStateException("entries were taken in twice, or not at all: " + needed);
    }
    return (double) (needed + duplicate) / needed;
  }
}
