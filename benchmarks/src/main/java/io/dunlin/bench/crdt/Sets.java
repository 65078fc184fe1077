package io.dunlin.bench.crdt;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codecs;
import io.dunlin.crdt.codec.LogNames;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.crdt.codec.StateCodec;
import io.dunlin.crdt.set.ORSet;
import io.dunlin.crdt.set.ORSetStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;

/** One set of random 64-bit numbers, written by sixteen nodes, in our hands and in Pekko's. */
final class Sets {
  static final int NODES = 16;
  static final StateCodec<ORSet<Long>> CODEC =
      CausalCodecs.orSet(Codecs.fixedLong()).with(LogNames.dictionary(logs()));

  final SplittableRandom random = new SplittableRandom(42);
  final List<Long> elements = new ArrayList<>();
  private final long[] lastSeqs = new long[NODES];
  private final List<SelfUniqueAddress> nodes = new ArrayList<>();
  private final ORSetStore<Long> store = new ORSetStore<>();
  org.apache.pekko.cluster.ddata.ORSet<Long> theirs = Pekko.orSet();

  Sets(int size) {
    for (int i = 0; i < NODES; i++) {
      nodes.add(Pekko.node(i));
    }
    for (int i = 0; i < size; i++) {
      Long element = random.nextLong();
      elements.add(element);
      store.add(dot(i % NODES), element);
      theirs = theirs.add(nodes.get(i % NODES), element).resetDelta();
    }
  }

  static List<LogId> logs() {
    List<LogId> logs = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      logs.add(new LogId(new ReplicaId(0x9E3779B97F4A7C15L * (i + 1), i), 1, 1));
    }
    return logs;
  }

  SelfUniqueAddress node(int number) {
    return nodes.get(number);
  }

  Dot dot(int node) {
    return new Dot(logs().get(node), ++lastSeqs[node]);
  }

  ORSet<Long> ours() {
    return store.snapshot();
  }

  /** A copy that shares nothing, as a peer would have it. */
  static ORSet<Long> copy(ORSet<Long> set) {
    try {
      return CODEC.read(CODEC.bytes(set));
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }
}
