package io.dunlin.runtime.sync;

import io.dunlin.runtime.step.Event;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of sync. What strangers can cause is told at most once in ten seconds a kind, with a
 * count.
 */
final class Reports {
  static final int MALFORMED = 1201;
  static final int FOREIGN = 1202;
  static final int FULL = 1203;
  static final int QUARANTINE = 1204;
  static final int TWIN = 1205;

  private static final class Kind {
    long toldNanos;
    long count;
  }

  private final TreeMap<Integer, Kind> kinds = new TreeMap<>();

  /** The event, or null if one of its kind was told just before. */
  @Nullable Event limited(int number, String name, long nowNanos, Object... fields) {
    Kind kind = kinds.get(number);
    if (kind != null && nowNanos - kind.toldNanos < Timing.REPORT_GAP) {
      kind.count++;
      return null;
    }
    if (kind == null) {
      kind = new Kind();
      kinds.put(number, kind);
    }
    Object[] counted = Arrays.copyOf(fields, fields.length + 2);
    counted[fields.length] = "count";
    counted[fields.length + 1] = kind.count + 1;
    kind.toldNanos = nowNanos;
    kind.count = 0;
    return Event.of(number, name, counted);
  }
}
