package io.dunlin.bench.sync;

import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Rounds until a hundred devices, each with one observation of its own, know all. In a round every
 * device, in random order, meets one neighbour drawn at random for a second, and nobody else: that
 * is one exchange, with whatever the protocol repeats within it. Beside it, on the same graphs, an
 * ideal push-pull exchange of whole states, one message each way.
 */
final class Rounds {
  private static final int DEVICES = 100;
  private static final int ROUNDS_MAX = 200;
  private static final long EXCHANGE = Swarm.SECOND;
  private static final int[] LOSS = {0, 30, 50};
  private static final double[] MEDIAN = {13, 24, 38};
  private static final double SLACK = 1.2;

  private Rounds() {}

  static List<Measurement> measure(Run run) {
    var all = new ArrayList<Measurement>();
    for (int i = 0; i < LOSS.length; i++) {
      var ours = new ArrayList<Integer>();
      var ideal = new ArrayList<Integer>();
      for (int seed = 0; seed < run.sized(8, 100); seed++) {
        Graph graph = Graph.disc(DEVICES, seed);
        ours.add(ours(graph, LOSS[i], seed));
        ideal.add(ideal(graph, LOSS[i], seed));
      }
      run.say("rounds at " + LOSS[i] + " % loss: worst " + Collections.max(ours));
      all.add(
          Measurement.of("rounds.loss-" + LOSS[i] + ".median", "rounds", median(ours))
              .against("ideal push-pull", median(ideal))
              .atMost(SLACK * MEDIAN[i]));
    }
    return all;
  }

  private static double median(List<Integer> figures) {
    List<Integer> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
  }

  private static List<Integer> order(SplittableRandom random) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < DEVICES; i++) order.add(i);
    Collections.shuffle(order, new Random(random.nextLong()));
    return order;
  }

  private static int ours(Graph graph, int lossPercent, long seed) {
    Swarm swarm = new Swarm(seed).of(DEVICES);
    swarm.lossPercent = lossPercent;
    var random = new SplittableRandom(seed);
    for (Device device : swarm.devices) {
      var sample = new Series(device.number).next();
      device.durable(List.of(Device.observation(device.log, sample, 1)));
    }
    for (int round = 1; round <= ROUNDS_MAX; round++) {
      for (int device : order(random)) {
        int other = graph.neighbour(device, random);
        swarm.connect(device, other);
        swarm.run(EXCHANGE);
        swarm.devices.get(device).leave(other);
        swarm.devices.get(other).leave(device);
        swarm.run(20 * Swarm.MILLI);
      }
      if (swarm.isEqual()) return round;
    }
    throw new IllegalStateException("not equal after " + ROUNDS_MAX + " rounds");
  }

  private static int ideal(Graph graph, int lossPercent, long seed) {
    var random = new SplittableRandom(seed);
    var states = new ArrayList<BitSet>();
    for (int i = 0; i < DEVICES; i++) {
      states.add(new BitSet(DEVICES));
      states.get(i).set(i);
    }
    for (int round = 1; round <= ROUNDS_MAX; round++) {
      for (int device : order(random)) {
        int other = graph.neighbour(device, random);
        if (random.nextInt(100) < lossPercent) continue;
        states.get(other).or(states.get(device));
        if (random.nextInt(100) < lossPercent) continue;
        states.get(device).or(states.get(other));
      }
      if (states.stream().allMatch(state -> state.cardinality() == DEVICES)) return round;
    }
    throw new IllegalStateException("not equal after " + ROUNDS_MAX + " rounds");
  }
}
