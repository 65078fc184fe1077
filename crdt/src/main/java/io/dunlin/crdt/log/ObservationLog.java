package io.dunlin.crdt.log;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds observations by their dots in memory that others own, such as mapped journal segments: one
 * entry of the index a block of consecutive ones, so that ten million observations in blocks of a
 * thousand take ten thousand entries. What it has seen it never asks for again, forgotten or not.
 *
 * <p>A block is records one after the other, each a length (u16, big-endian) and so many bytes. A
 * look-up costs O(log blocks + records of a block). Not safe for several threads.
 */
public final class ObservationLog {
  private static final int LENGTH_BYTES = 2;

  private final Map<LogId, NavigableMap<Long, Block>> blocks = new HashMap<>();
  private Knowledge seen = Knowledge.empty();
  private Knowledge held = Knowledge.empty();
  private Retention retention = Retention.none();

  private record Block(long first, int count, ByteBuffer records) {
    long last() {
      return first + count - 1;
    }

    IntervalSet places() {
      return IntervalSet.of(first, last());
    }
  }

  /**
   * Takes up a block of a log that begins with this seq. The memory is not copied and must stay as
   * it is until the block is released.
   *
   * @return how many observations of it are held from now on; 0 if all are retired
   * @throws IllegalArgumentException if the records do not fill the memory, there are none, or one
   *     of them is held already
   */
  public int add(LogId log, long first, ByteBuffer records) {
    Block block = new Block(first, count(records), records.duplicate());
    IntervalSet places = block.places();
    if (!held.of(log).intersect(places).isEmpty()) {
      throw new IllegalArgumentException("held already: " + places + " of " + log);
    }
    seen = seen.plus(log, places);
    IntervalSet wanted = places.minus(retention.retired().of(log));
    if (!wanted.isEmpty()) {
      blocks.computeIfAbsent(log, _ -> new TreeMap<>()).put(first, block);
      held = held.plus(log, wanted);
    }
    return (int) wanted.count();
  }

  private static int count(ByteBuffer records) {
    int count = 0;
    int at = records.position();
    while (at < records.limit()) {
      int next = at + LENGTH_BYTES;
      next += next <= records.limit() ? lengthAt(records, at) : 0;
      if (next > records.limit()) {
        throw new IllegalArgumentException("the last record is cut off at " + at);
      }
      at = next;
      count++;
    }
    if (count == 0) {
      throw new IllegalArgumentException("a block without records");
    }
    return count;
  }

  private static int lengthAt(ByteBuffer records, int at) {
    return (records.get(at) & 0xff) << 8 | (records.get(at + 1) & 0xff);
  }

  /** The bytes of an observation, within the block's memory; nothing if it is not held. */
  public Optional<ByteBuffer> get(Dot dot) {
    Map.Entry<Long, Block> entry =
        blocks.getOrDefault(dot.log(), new TreeMap<>()).floorEntry(dot.seq());
    if (entry == null || !held.contains(dot)) {
      return Optional.empty();
    }
    Block block = entry.getValue();
    int at = block.records().position();
    for (long seq = block.first(); seq < dot.seq(); seq++) {
      at += LENGTH_BYTES + lengthAt(block.records(), at);
    }
    return Optional.of(
        block.records().slice(at + LENGTH_BYTES, lengthAt(block.records(), at)).asReadOnlyBuffer());
  }

  /**
   * Joins what need not be kept. Retired observations are forgotten at once; committed ones only by
   * {@link #evict}.
   *
   * @return how many are no longer held
   */
  public long retain(Retention told) {
    retention = retention.join(told);
    return forget(retention.retired());
  }

  /**
   * Forgets these observations as far as a gateway has committed them.
   *
   * @return how many are no longer held
   */
  public long evict(Knowledge dots) {
    return forget(dots.intersect(retention.free()));
  }

  private long forget(Knowledge dots) {
    Knowledge gone = held.intersect(dots);
    held = held.minus(gone);
    gone.logs().keySet().forEach(this::release);
    return gone.count();
  }

  private void release(LogId log) {
    NavigableMap<Long, Block> some = blocks.getOrDefault(log, new TreeMap<>());
    some.values().removeIf(block -> held.of(log).intersect(block.places()).isEmpty());
    if (some.isEmpty()) {
      blocks.remove(log);
    }
  }

  /** What is held. */
  public Knowledge held() {
    return held;
  }

  /** What was ever taken up, or is retired: nothing of it is to be asked for. */
  public Knowledge seen() {
    return seen.join(retention.retired());
  }

  /** What need not be kept, as far as is known here. */
  public Retention retention() {
    return retention;
  }

  /** How many blocks the index has: the memory of all others may be reused. */
  public int blocks() {
    return blocks.values().stream().mapToInt(Map::size).sum();
  }
}
