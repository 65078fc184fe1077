package io.dunlin.crdt;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A few replicas that live through steps; whatever state they get into is a reachable one. */
final class Swarm<T extends Lattice<T>> {
  static final int REPLICAS = 4;

  private final LatticeLaws<T> type;
  final List<T> states = new ArrayList<>();
  final List<T> deltas = new ArrayList<>();
  private final List<Set<Write>> seen = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();
  private final Map<Write, Set<Write>> seenBy = new HashMap<>();

  Swarm(LatticeLaws<T> type) {
    this.type = type;
    for (int i = 0; i < REPLICAS; i++) {
      states.add(type.start());
      seen.add(new HashSet<>());
    }
  }

  static <T extends Lattice<T>> Swarm<T> after(LatticeLaws<T> type, List<Step> steps) {
    Swarm<T> swarm = new Swarm<>(type);
    steps.forEach(swarm::live);
    return swarm;
  }

  void live(Step step) {
    switch (step.kind()) {
      case WRITE -> write(step);
      case DELIVER -> deliver(step.replica(), step.from());
      case SYNC -> sync(step.replica(), step.from() % REPLICAS);
    }
  }

  private void write(Step step) {
    int self = step.replica();
    // Steps of 37, so that lives reach over several pages of 64 seqs.
    Dot dot = Dot.of(new ReplicaId(0, self + 1), 1, 0, 37L * writes.size() + 1);
    Write write = new Write(dot, new Stamp(step.millis(), 0), step.op(), step.argument());
    seenBy.put(write, Set.copyOf(seen.get(self)));
    writes.add(write);
    deltas.add(type.delta(states.get(self), write));
    deliver(self, deltas.size() - 1);
  }

  private void deliver(int replica, int from) {
    if (!deltas.isEmpty()) {
      int which = from % deltas.size();
      states.set(replica, states.get(replica).join(deltas.get(which)));
      seen.get(replica).add(writes.get(which));
    }
  }

  private void sync(int replica, int from) {
    states.set(replica, states.get(replica).join(states.get(from)));
    seen.get(replica).addAll(seen.get(from));
  }

  Sight sightOf(int replica) {
    return new Sight(seen.get(replica), seenBy);
  }

  /** Every state and delta there is: all reachable values. */
  List<T> values() {
    List<T> values = new ArrayList<>(states);
    values.addAll(deltas);
    return values;
  }
}
