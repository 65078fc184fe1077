package io.dunlin.bench.crdt;

import io.dunlin.bench.Bench;
import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.map.LwwMapStore;
import io.dunlin.crdt.reconcile.HashKey;
import io.dunlin.crdt.reconcile.SymbolDecoder;
import io.dunlin.crdt.reconcile.SymbolStream;
import io.dunlin.crdt.set.ORSet;
import io.dunlin.crdt.set.ORSetStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pekko.cluster.ddata.LWWMap;

/**
 * Sets and maps beside Pekko's: sixteen writers, random 64-bit elements, boxes counted, nothing
 * shared between the states that are joined. Pekko's bytes are those of its own serializer, which
 * compresses whole sets.
 */
public final class CrdtBench implements Bench {
  @Override
  public String name() {
    return "crdt";
  }

  @Override
  public String about() {
    return "sets and maps that join: time, bytes and heap, beside Pekko Distributed Data";
  }

  @Override
  public List<Measurement> measure(Run run) throws Exception {
    List<Measurement> all = new ArrayList<>();
    try (Pekko pekko = new Pekko()) {
      for (int size : new int[] {1_000, 10_000, 100_000}) {
        if (run.quick() && size > 10_000) {
          continue;
        }
        run.say("sets of " + size);
        joins(run, pekko, size, all);
        deltas(run, size, all);
        fullBytes(run, pekko, size, all);
      }
      deltaBytes(run, pekko, all);
      heap(run, all);
    }
    symbols(run, all);
    return all;
  }

  /** Each side adds and removes a quarter of a percent of its own. */
  private static void joins(Run run, Pekko pekko, int size, List<Measurement> all) {
    String name = "orset.join." + size;
    if (!run.wants(name)) {
      return;
    }
    Sets sets = new Sets(size);
    ORSet<Long> a = Sets.copy(sets.ours());
    ORSet<Long> b = Sets.copy(sets.ours());
    var peerA = pekko.copy(sets.theirs);
    var peerB = pekko.copy(sets.theirs);
    ORSetStore<Long> storeA = new ORSetStore<>();
    ORSetStore<Long> storeB = new ORSetStore<>();
    storeA.apply(a);
    storeB.apply(b);
    for (int i = 0; i < size / 400 + 1; i++) {
      Long newA = sets.random.nextLong();
      Long newB = sets.random.nextLong();
      Long goneA = sets.elements.get(sets.random.nextInt(size));
      Long goneB = sets.elements.get(sets.random.nextInt(size));
      storeA.add(sets.dot(0), newA);
      storeB.add(sets.dot(1), newB);
      storeA.remove(goneA);
      storeB.remove(goneB);
      peerA = peerA.add(sets.node(0), newA).remove(sets.node(0), goneA).resetDelta();
      peerB = peerB.add(sets.node(1), newB).remove(sets.node(1), goneB).resetDelta();
    }
    ORSet<Long> left = storeA.snapshot();
    ORSet<Long> right = storeB.snapshot();
    var theirLeft = peerA;
    var theirRight = peerB;
    if (!left.join(right).elements().equals(theirLeft.merge(theirRight).getElements())) {
      throw new IllegalStateException("the two libraries disagree about the set");
    }
    double ours = Clock.micros(run.sized(200, 1_500), () -> left.join(right));
    double theirs = Clock.micros(run.sized(200, 3_000), () -> theirLeft.merge(theirRight));
    Measurement m = Measurement.of(name, "us", ours).against(Pekko.NAME, theirs);
    all.add(
        size >= 100_000 ? m.ratioAtMost(1 / 10.0) : size >= 10_000 ? m.ratioAtMost(1 / 20.0) : m);
  }

  /** One element comes and goes, delta by delta, at the store that owns the set. */
  private static void deltas(Run run, int size, List<Measurement> all) {
    String name = "orset.delta." + size;
    if (!run.wants(name)) {
      return;
    }
    Sets sets = new Sets(size);
    ORSetStore<Long> writer = new ORSetStore<>();
    ORSetStore<Long> reader = new ORSetStore<>();
    writer.apply(sets.ours());
    reader.apply(Sets.copy(sets.ours()));
    int pairs = 500;
    int batches = run.sized(40, 400);
    double[] micros = new double[batches];
    for (int batch = 0; batch < batches; batch++) {
      List<ORSet<Long>> deltas = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        Long element = sets.random.nextLong();
        deltas.add(writer.add(sets.dot(i % Sets.NODES), element));
        deltas.add(writer.remove(element));
      }
      long before = System.nanoTime();
      deltas.forEach(reader::apply);
      micros[batch] = (System.nanoTime() - before) / 1e3 / deltas.size();
    }
    Arrays.sort(micros);
    var before = sets.theirs.resetDelta();
    var delta = before.add(sets.node(3), 7L).delta().get();
    double theirs = Clock.micros(run.sized(100, 1_000), () -> before.mergeDelta(delta));
    all.add(Measurement.of(name, "us", micros[batches / 2]).against(Pekko.NAME, theirs).atMost(1));
  }

  private static void fullBytes(Run run, Pekko pekko, int size, List<Measurement> all) {
    String name = "orset.bytes.full." + size;
    if (run.wants(name)) {
      Sets sets = new Sets(size);
      double ours = Sets.CODEC.bytes(sets.ours()).length;
      double theirs = pekko.bytes(sets.theirs).length;
      all.add(
          Measurement.of(name, "B/element", ours / size)
              .against(Pekko.NAME, theirs / size)
              .atMost(8.2));
    }
  }

  /** At a set of 10,000: one add, a hundred adds of one writer, 49 removes of anything. */
  private static void deltaBytes(Run run, Pekko pekko, List<Measurement> all) {
    if (!run.wants("orset.bytes.delta")) {
      return;
    }
    Sets sets = new Sets(10_000);
    for (int adds : new int[] {1, 100}) {
      ORSet<Long> ours = ORSet.empty();
      var theirs = sets.theirs.resetDelta();
      for (int i = 0; i < adds; i++) {
        Long element = sets.random.nextLong();
        ours = ours.join(sets.ours().plus(sets.dot(5), element));
        theirs = theirs.add(sets.node(5), element);
      }
      all.add(
          Measurement.of("orset.bytes.delta.add" + adds, "B", Sets.CODEC.bytes(ours).length)
              .against(Pekko.NAME, pekko.bytes(theirs.delta().get()).length)
              .atMost(adds == 1 ? 24 : 850));
    }
    ORSet<Long> ours = ORSet.empty();
    var theirs = sets.theirs.resetDelta();
    for (int i = 0; i < 49; i++) {
      Long gone = sets.elements.get(sets.random.nextInt(sets.elements.size()));
      ours = ours.join(sets.ours().minus(gone));
      theirs = theirs.remove(sets.node(5), gone);
    }
    all.add(
        Measurement.of("orset.bytes.delta.remove49", "B", Sets.CODEC.bytes(ours).length)
            .against(Pekko.NAME, pekko.bytes(theirs.delta().get()).length)
            .atMost(400));
  }

  private static void heap(Run run, List<Measurement> all) {
    int size = run.sized(20_000, 100_000);
    int copies = 5;
    if (run.wants("orset.heap")) {
      SplittableRandom random = new SplittableRandom(1);
      double ours = Clock.heapBytes(copies, () -> ourSet(size, random)) / size;
      double theirs = Clock.heapBytes(copies, () -> theirSet(size, random)) / size;
      all.add(
          Measurement.of("orset.heap", "B/element", ours).against(Pekko.NAME, theirs).atMost(48));
    }
    if (run.wants("lwwmap.heap")) {
      double ours = Clock.heapBytes(copies, () -> ourMap(size)) / size;
      double theirs = Clock.heapBytes(2, () -> theirMap(size)) / size;
      all.add(
          Measurement.of("lwwmap.heap", "B/entry", ours).against(Pekko.NAME, theirs).atMost(120));
    }
  }

  /** The store, index and all. */
  private static ORSetStore<Long> ourSet(int size, SplittableRandom random) {
    ORSetStore<Long> store = new ORSetStore<>();
    for (int i = 0; i < size; i++) {
      store.add(new Dot(Sets.logs().get(i % Sets.NODES), i / Sets.NODES + 1), random.nextLong());
    }
    return store;
  }

  private static Object theirSet(int size, SplittableRandom random) {
    var set = Pekko.orSet();
    for (int i = 0; i < size; i++) {
      set = set.add(Pekko.node(i % Sets.NODES), random.nextLong()).resetDelta();
    }
    return set;
  }

  /** Keys of seven characters, boxes of our own, the store's index counted. */
  private static Object ourMap(int size) {
    LwwMapStore<String, Long> store = new LwwMapStore<>();
    for (int i = 0; i < size; i++) {
      Dot dot = new Dot(Sets.logs().get(i % Sets.NODES), i / Sets.NODES + 1);
      store.put(dot, new Stamp(1_700_000_000_000L + i, 0), key(i), 1_000_000L + i);
    }
    return store;
  }

  private static Object theirMap(int size) {
    LWWMap<String, Long> map = Pekko.lwwMap();
    for (int i = 0; i < size; i++) {
      map = map.put(Pekko.node(i % Sets.NODES), key(i), 1_000_000L + i).resetDelta();
    }
    return map;
  }

  private static String key(int i) {
    return "k" + (100_000 + i);
  }

  /** Symbols for each item that differs, between two sets of which 1,024 items do. */
  private static void symbols(Run run, List<Measurement> all) {
    for (int items : new int[] {1, 8, 64, 256, 1_024}) {
      String name = "reconcile.symbols." + items;
      if (!run.wants(name)) {
        continue;
      }
      SplittableRandom random = new SplittableRandom(9);
      int runs = run.sized(20, 200);
      long symbols = 0;
      for (int i = 0; i < runs; i++) {
        HashKey key = new HashKey(random.nextLong(), random.nextLong());
        SymbolDecoder decoder = new SymbolDecoder(key, new long[0], 100 * items + 100);
        SymbolStream stream = new SymbolStream(key, random.longs(items).toArray());
        while (!decoder.take(stream.next())) {
          if (decoder.hasFailed()) {
            throw new IllegalStateException("no difference after " + decoder.symbols());
          }
        }
        symbols += decoder.symbols();
      }
      Measurement m = Measurement.of(name, "1/item", (double) symbols / runs / items);
      all.add(items >= 256 ? m.atMost(1.45) : m);
    }
  }
}
