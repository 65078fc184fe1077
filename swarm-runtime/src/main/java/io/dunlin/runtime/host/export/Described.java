package io.dunlin.runtime.host.export;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.journal.Damage;
import io.dunlin.runtime.journal.JournalInspection;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first walk: what series measure, and what time it was. Keeps one clock for each start. */
final class Described implements JournalInspection.Visitor {
  private record Start(ReplicaId origin, long epoch) {}

  private record Clock(ClockAnchor anchor, long bootNanos) {
    /** As a gateway's store decides. */
    boolean isBetterThan(Clock other) {
      int by = Long.compare(anchor.uncertaintyMillis(), other.anchor.uncertaintyMillis());
      return by != 0 ? by < 0 : bootNanos < other.bootNanos;
    }
  }

  private final SwarmState state = new SwarmState((_, _) -> false);
  private final Map<Start, Clock> clocks = new HashMap<>();
  private final SortedMap<String, SeriesDescriptor> byHash = new TreeMap<>();

  @Override
  public void entry(long segment, long position, LogEntry entry) {
    try {
      if (entry.kind() == EntryKind.STATE) {
        state.apply(ChangeCodec.read(entry.dot(), entry.body()));
      } else if (entry.kind() == EntryKind.ANCHOR) {
        var start = new Start(entry.dot().log().origin(), entry.dot().log().epoch());
        var clock = new Clock(ClockAnchor.read(entry.body()), entry.bootNanos());
        clocks.merge(start, clock, (a, b) -> b.isBetterThan(a) ? b : a);
      }
    } catch (MalformedException e) {
      // Describes nothing; what needed it is counted in the second walk.
    }
  }

  @Override
  public void damage(Damage damage) {}

  @Override
  public void torn(long segment, long position, long bytes) {}

  /** The first walk is over. */
  void end() {
    for (SeriesDescriptor each : state.view().series().values()) byHash.put(each.hash(), each);
  }

  @Nullable SeriesDescriptor series(String hash) {
    return byHash.get(hash);
  }

  /** UTC of an entry, in nanoseconds since 1970; null when its origin had no clock. */
  @Nullable Long utcNanos(LogEntry entry) {
    Clock clock = clocks.get(new Start(entry.dot().log().origin(), entry.dot().log().epoch()));
    if (clock == null) return null;
    try {
      long anchor = Math.multiplyExact(clock.anchor().utcMillis(), 1_000_000L);
      return Math.addExact(anchor, Math.subtractExact(entry.bootNanos(), clock.bootNanos()));
    } catch (ArithmeticException e) {
      return null; // a hostile clock
    }
  }
}
