package io.dunlin.crdt.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import net.jqwik.api.Example;

class FrontierSummaryTest {
  private static final HashKey KEY = new HashKey(3, 4);

  /** Of a thousand logs with a few hundred entries each: symbols below one log in ten. */
  @Example
  void choosesByCost() {
    Knowledge ours = logs(1_000, 300);
    assertThat(FrontierSummary.cheapest(ours, Optional.empty(), 10))
        .isEqualTo(FrontierSummary.SYMBOLS);
    assertThat(FrontierSummary.cheapest(ours, Optional.empty(), 90))
        .isEqualTo(FrontierSummary.SYMBOLS);
    assertThat(FrontierSummary.cheapest(ours, Optional.empty(), 150))
        .isEqualTo(FrontierSummary.ALL);
    assertThat(FrontierSummary.cheapest(ours, Optional.of(logs(999, 300)), 500))
        .isEqualTo(FrontierSummary.CHANGED);
    assertThat(FrontierSummary.cheapest(ours, Optional.of(logs(1_000, 299)), 1))
        .isEqualTo(FrontierSummary.ALL);
    assertThat(FrontierSummary.cheapest(Knowledge.empty(), Optional.empty(), 0))
        .isEqualTo(FrontierSummary.ALL);
  }

  @Example
  void symbolsNameTheLogsThatDiffer() {
    Knowledge ours = logs(1_000, 300);
    Knowledge theirs = ours.plus(log(7), IntervalSet.of(301)).plus(log(2_000), IntervalSet.of(1));
    SortedMap<Long, LogId> items = FrontierSummary.items(KEY, ours);
    SymbolDecoder decoder = new SymbolDecoder(KEY, items(items), 100);
    SymbolStream stream = new SymbolStream(KEY, items(FrontierSummary.items(KEY, theirs)));
    while (!decoder.take(stream.next())) {
      assertThat(decoder.hasFailed()).isFalse();
    }
    Set<LogId> differing = new TreeSet<>();
    for (long item : decoder.onlyHere()) {
      differing.add(items.get(item));
    }
    assertThat(differing).containsExactly(log(7));
    assertThat(decoder.onlyThere()).hasSize(2);
    assertThat(FrontierSummary.changed(/* ours= */ theirs, /* lastTheirs= */ ours))
        .containsOnlyKeys(log(7), log(2_000));
  }

  private static long[] items(SortedMap<Long, LogId> items) {
    return items.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  private static Knowledge logs(int count, long last) {
    Knowledge.Builder logs = new Knowledge.Builder(count);
    for (int i = 0; i < count; i++) {
      logs.add(log(i), IntervalSet.of(1, last));
    }
    return logs.build();
  }

  private static LogId log(int i) {
    return new LogId(new ReplicaId(0, i), 1, 0);
  }
}
