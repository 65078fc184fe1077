package io.dunlin.gateway.export;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.gateway.StoredObservation;
import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.journal.Damage;
import io.dunlin.runtime.journal.JournalInspection;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A device's journal, its own observations and those it keeps for others. Read twice: series and
 * clock anchors may come after what needs them.
 */
final class JournalSource implements Source {
  private static final Comparator<Anchor> BETTER =
      Comparator.comparingLong((Anchor each) -> each.clock.uncertaintyMillis())
          .thenComparingLong(Anchor::bootNanos);

  private final FileDisk disk;
  private final SortedMap<String, SeriesDescriptor> series;
  private final Map<Epoch, Anchor> anchors;
  private final long damaged;

  private record Epoch(ReplicaId origin, long number) {}

  private record Anchor(long bootNanos, ClockAnchor clock) {}

  private JournalSource(FileDisk disk, Described described) {
    this.disk = disk;
    series = new TreeMap<>();
    for (SeriesDescriptor each : described.state.view().series().values()) {
      series.put(each.hash(), each);
    }
    anchors = described.anchors;
    damaged = described.damaged;
  }

  static JournalSource open(Path directory) throws IOException {
    FileDisk disk = FileDisk.readOnly(directory);
    var described = new Described();
    if (JournalInspection.walk(disk, described) == 0) {
      throw new IOException(
          "no observations in "
              + directory.toAbsolutePath().normalize()
              + ": name the data directory of a device or gateway");
    }
    return new JournalSource(disk, described);
  }

  @Override
  public SortedMap<String, SeriesDescriptor> series() {
    return series;
  }

  @Override
  public void each(Taker taker) throws IOException {
    try {
      int _ = JournalInspection.walk(disk, new Given(taker));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public long damaged() {
    return damaged;
  }

  @Override
  public void close() {
    // Files are closed one by one as they are walked.
  }

  private @Nullable Long utcMillis(LogEntry entry) {
    Anchor anchor = anchors.get(epochOf(entry));
    return anchor == null ? null : anchor.clock.utcMillis(anchor.bootNanos, entry.bootNanos());
  }

  private static Epoch epochOf(LogEntry entry) {
    return new Epoch(entry.dot().origin(), entry.dot().log().epoch());
  }

  /** What tells how to read observations. */
  private static final class Described implements JournalInspection.Visitor {
    private final SwarmState state = new SwarmState((_, _) -> false);
    private final Map<Epoch, Anchor> anchors = new HashMap<>();
    private long damaged;

    @Override
    public void entry(long segment, long position, LogEntry entry) {
      try {
        if (entry.kind() == EntryKind.STATE) {
          state.apply(ChangeCodec.read(entry.dot(), entry.body()));
        } else if (entry.kind() == EntryKind.ANCHOR) {
          var anchor = new Anchor(entry.bootNanos(), ClockAnchor.read(entry.body()));
          anchors.merge(epochOf(entry), anchor, (a, b) -> BETTER.compare(a, b) <= 0 ? a : b);
        }
      } catch (MalformedException e) {
        // A faulty origin's entry describes nothing.
      }
    }

    @Override
    public void damage(Damage damage) {
      damaged++;
    }

    @Override
    public void torn(long segment, long position, long bytes) {
      // Was never acknowledged.
    }
  }

  /** Observations, those written a second time after a failed sync left out. */
  private final class Given implements JournalInspection.Visitor {
    private final Taker taker;
    private final Map<LogId, IntervalSet> given = new HashMap<>();

    Given(Taker taker) {
      this.taker = taker;
    }

    @Override
    public void entry(long segment, long position, LogEntry entry) {
      if (entry.kind() != EntryKind.OBSERVATION) return;
      LogId log = entry.dot().log();
      IntervalSet before = given.getOrDefault(log, IntervalSet.empty());
      if (before.contains(entry.dot().seq())) return;
      given.put(log, before.plus(entry.dot().seq()));
      try {
        taker.take(
            new StoredObservation(entry.dot(), entry.bootNanos(), utcMillis(entry), entry.body()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void damage(Damage damage) {
      // Counted at the first reading.
    }

    @Override
    public void torn(long segment, long position, long bytes) {
      // Was never acknowledged.
    }
  }
}
