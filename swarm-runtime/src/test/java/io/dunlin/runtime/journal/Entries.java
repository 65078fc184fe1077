package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What journal tests are made of. */
public final class Entries {
  public static final ReplicaId SELF = new ReplicaId(0x1111_2222_3333_4444L, 1);
  public static final ReplicaId PEER = new ReplicaId(0xaaaa_bbbb_cccc_ddddL, 2);
  public static final int STATE = 1;
  public static final int TELEMETRY = 2;

  private Entries() {}

  /** An entry whose body follows from its dot. */
  public static LogEntry entry(ReplicaId origin, long epoch, int lane, long seq, int bytes) {
    byte[] body = new byte[bytes];
    new SplittableRandom(origin.low() * 31 + epoch * 17 + lane * 7L + seq).nextBytes(body);
    byte kind = lane == STATE ? EntryKind.STATE : EntryKind.OBSERVATION;
    return new LogEntry(Dot.of(origin, epoch, lane, seq), seq * 1_000, kind, body);
  }

  /** Entries first to last of one log. */
  public static List<LogEntry> run(ReplicaId origin, long epoch, int lane, long first, long last) {
    List<LogEntry> entries = new ArrayList<>();
    for (long seq = first; seq <= last; seq++) {
      entries.add(entry(origin, epoch, lane, seq, (int) (20 + seq % 50)));
    }
    return entries;
  }

  public static JournalSetup setup(long epoch, int segmentBytes, Consumer<Event> events) {
    return setup(epoch, limits(segmentBytes), events);
  }

  public static JournalSetup setup(long epoch, JournalLimits limits, Consumer<Event> events) {
    return new JournalSetup(SELF, epoch, limits, new SplittableRandom(epoch), events);
  }

  public static JournalLimits limits(int segmentBytes) {
    long much = 1L << 40;
    return new JournalLimits(segmentBytes, List.of(much, much, much, much), 0, 1 << 20);
  }
}
