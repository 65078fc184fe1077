package io.dunlin.bench.sync;

import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * 64 devices, one observation a second each, split 32 / 32 for ten minutes; then one device of each
 * side meets the other. Counted is what each side sends over that link until it is level.
 */
final class Islands {
  private static final int SIDE = 32;

  /** Each device has links to the next ones of a ring, this many on either hand. */
  private static final int REACH = 2;

  private final Swarm swarm = new Swarm(4).of(2 * SIDE);
  private final List<Series> series = new ArrayList<>();
  private final List<List<Series.Sample>> written = new ArrayList<>();
  private final long[] crossed = new long[2];
  private boolean split;

  private Islands() {
    swarm.links = (from, to) -> !split || from / SIDE == to / SIDE;
    for (int i = 0; i < 2 * SIDE; i++) {
      int side = i / SIDE * SIDE;
      for (int hop = 1; hop <= REACH; hop++) swarm.connect(i, side + (i - side + hop) % SIDE);
      series.add(new Series(i));
      written.add(new ArrayList<>());
    }
    swarm.connect(0, SIDE);
  }

  static List<Measurement> measure(Run run) {
    var islands = new Islands();
    islands.write(10);
    islands.swarm.settle(120 * Swarm.SECOND);
    islands.swarm.run(20 * Swarm.SECOND);
    islands.written.forEach(List::clear);
    islands.split = true;
    islands.write(600);
    islands.swarm.run(20 * Swarm.SECOND);
    islands.heal();
    double bound = 0;
    for (int i = 0; i < SIDE; i++) bound += Reference.columnBytes(islands.written.get(i));
    bound += Reference.frontierBytes(2 * SIDE, SIDE, 600);
    var all = new ArrayList<Measurement>();
    for (int side = 0; side < 2; side++) {
      all.add(
          Measurement.of("islands.side-" + side, "B", (double) islands.crossed[side])
              .against("frontier bound and reference columns", bound)
              .atMost(115_000));
    }
    return all;
  }

  private void write(int seconds) {
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < 2 * SIDE; i++) {
        Series.Sample sample = series.get(i).next();
        written.get(i).add(sample);
        Device device = swarm.devices.get(i);
        long seq = device.knowledge().of(device.log).count() + 1;
        device.durable(List.of(Device.observation(device.log, sample, seq)));
      }
      swarm.run(Swarm.SECOND);
    }
  }

  private void heal() {
    swarm.watch =
        sent -> {
          if (sent.from() / SIDE != sent.to() / SIDE) {
            crossed[sent.from() / SIDE] += sent.packet().length;
          }
        };
    split = false;
    swarm.settle(300 * Swarm.SECOND);
  }
}
