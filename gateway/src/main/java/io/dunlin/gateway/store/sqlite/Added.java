package io.dunlin.gateway.store.sqlite;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The dots of one batch, gathered run by run: cheap where they come in order. */
final class Added {
  private final Map<LogId, IntervalSet> sets = new TreeMap<>();
  private @Nullable LogId log;
  private long first;
  private long last;

  void plus(Dot dot) {
    LogId of = dot.log();
    if (log != null && dot.seq() == last + 1 && of.equals(log)) {
      last++;
      return;
    }
    close();
    log = of;
    first = dot.seq();
    last = dot.seq();
  }

  private void close() {
    if (log != null) sets.merge(log, IntervalSet.of(first, last), IntervalSet::union);
  }

  Knowledge knowledge() {
    close();
    log = null;
    var builder = new Knowledge.Builder(sets.size());
    sets.forEach(builder::add);
    return builder.build();
  }
}
