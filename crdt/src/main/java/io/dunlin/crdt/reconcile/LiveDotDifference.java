package io.dunlin.crdt.reconcile;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.List;

/**
 * Which writes one of two replicas has removed and the other has not heard of, where the removals
 * themselves are forgotten: below a compaction floor, or where state has no log at all. Of the
 * writes that both have seen, one that is alive on one side only is gone.
 *
 * <p>The trap it avoids: a replica that merely learns that a range of a log is void keeps what the
 * removals in it removed, and differs for ever. The cost is that of a {@link SymbolStream}: it goes
 * by the number of removed writes, not by that of live ones.
 *
 * <p>Each side names its writes as items by their place among the logs that both have seen, which
 * are the same on both; no hash, so what comes out of the decoder are the writes themselves.
 *
 * @param removeHere alive here, gone there
 * @param removeThere gone here, alive there
 */
public record LiveDotDifference(Knowledge removeHere, Knowledge removeThere) {
  private static final int SEQ_BITS = 40;

  /**
   * The items of one side: of what is alive here, that which both have seen.
   *
   * @throws IllegalArgumentException if both have seen more than 2^24 logs, or a live write there
   *     has a seq beyond 2^40: then only the whole state will do
   */
  public static long[] items(Knowledge alive, Knowledge seenHere, Knowledge seenThere) {
    Knowledge common = seenHere.intersect(seenThere);
    List<LogId> logs = List.copyOf(common.logs().keySet());
    Knowledge shared = alive.intersect(common);
    if (logs.size() > 1 << (Long.SIZE - SEQ_BITS)) {
      throw new IllegalArgumentException("more than 2^24 logs");
    }
    long[] items = new long[Math.toIntExact(shared.count())];
    int size = 0;
    for (int place = 0; place < logs.size(); place++) {
      for (IntervalSet.Run run : shared.of(logs.get(place)).runs()) {
        if (run.last() >>> SEQ_BITS != 0) {
          throw new IllegalArgumentException("a seq beyond 2^40: " + run.last());
        }
        for (long seq = run.first(); seq <= run.last(); seq++) {
          items[size++] = (long) place << SEQ_BITS | seq;
        }
      }
    }
    return items;
  }

  /**
   * What a complete decoder says, in writes. An item that names no write both have seen is left
   * out: no fair peer sends it.
   */
  public static LiveDotDifference of(
      SymbolDecoder complete, Knowledge seenHere, Knowledge seenThere) {
    if (!complete.isComplete()) {
      throw new IllegalStateException("the difference is not found yet");
    }
    Knowledge common = seenHere.intersect(seenThere);
    return new LiveDotDifference(
        dots(complete.onlyHere(), common), dots(complete.onlyThere(), common));
  }

  private static Knowledge dots(long[] items, Knowledge common) {
    List<LogId> logs = List.copyOf(common.logs().keySet());
    Knowledge dots = Knowledge.empty();
    for (long item : items) {
      int place = (int) (item >>> SEQ_BITS);
      long seq = item & ((1L << SEQ_BITS) - 1);
      if (place < logs.size() && seq > 0 && common.contains(new Dot(logs.get(place), seq))) {
        dots = dots.plus(new Dot(logs.get(place), seq));
      }
    }
    return dots;
  }
}
