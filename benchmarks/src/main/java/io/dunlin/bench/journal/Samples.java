package io.dunlin.bench.journal;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.journal.JournalLimits;
import io.dunlin.runtime.journal.JournalSetup;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The same entries for every side. */
final class Samples {
  static final int BODY_BYTES = 64;
  static final int FRAME_BYTES = 8 + 43 + BODY_BYTES;
  static final ReplicaId DEVICE = new ReplicaId(0x5eed, 1);
  private static final int URGENT = 0;
  private static final int TELEMETRY = 2;
  private static final long MUCH = 1L << 40;

  private Samples() {}

  static byte[] body() {
    return body(BODY_BYTES);
  }

  private static byte[] body(int bytes) {
    byte[] body = new byte[bytes];
    new SplittableRandom(7).nextBytes(body);
    return body;
  }

  /** The log of one caller: carried, so that callers need not agree on numbers. */
  static LogId logOf(int caller) {
    return new LogId(new ReplicaId(0xca11, caller), 1, URGENT);
  }

  static LogEntry entry(LogId log, long seq, byte[] body) {
    return new LogEntry(new Dot(log, seq), seq, EntryKind.OBSERVATION, body);
  }

  /** Own telemetry of one epoch, in batches. */
  static List<List<LogEntry>> batches(int entries, int batch, int bodyBytes) {
    var log = new LogId(DEVICE, 1, TELEMETRY);
    byte[] body = body(bodyBytes);
    var all = new ArrayList<List<LogEntry>>();
    for (int from = 1; from <= entries; from += batch) {
      var some = new ArrayList<LogEntry>(batch);
      for (int i = from; i < from + batch && i <= entries; i++) some.add(entry(log, i, body));
      all.add(some);
    }
    return all;
  }

  static JournalSetup setup(long epoch, int segmentBytes, int groupBytes) {
    var limits = new JournalLimits(segmentBytes, List.of(MUCH, MUCH, MUCH, MUCH), 0, groupBytes);
    return new JournalSetup(DEVICE, epoch, limits, new SplittableRandom(epoch), _ -> {});
  }
}
