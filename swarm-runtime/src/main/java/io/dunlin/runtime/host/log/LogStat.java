package io.dunlin.runtime.host.log;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.journal.Damage;
import io.dunlin.runtime.journal.JournalInspection;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.TreeMap;

/** {@code dunlin log stat DIR}: what each log holds. */
public final class LogStat {
  /**
   * Sums every log up.
   *
   * @param json one object per line instead of a table
   * @return 0
   * @throws IOException when the directory cannot be read or holds no journal
   */
  public int run(Path directory, PrintStream out, boolean json) throws IOException {
    Sums sums = new Sums();
    OfflineJournal.walk(directory, sums);
    if (!json) {
      out.printf(
          "%-32s  %-16s  %4s  %10s  %12s  %s%n",
          "origin", "epoch", "lane", "entries", "body bytes", "numbers");
    }
    sums.logs.forEach((log, sum) -> out.println(json ? sum.json(log) : sum.row(log)));
    out.flush();
    return 0;
  }

  private static final class Sum {
    private long entries;
    private long bytes;
    private IntervalSet seqs = IntervalSet.empty();

    String row(LogId log) {
      return "%s  %016x  %4d  %10d  %12d  %s"
          .formatted(log.origin(), log.epoch(), log.lane(), entries, bytes, seqs);
    }

    String json(LogId log) {
      return "{\"origin\":\"%s\",\"epoch\":\"%016x\",\"lane\":%d,\"entries\":%d,\"bodyBytes\":%d,\"first\":%d,\"last\":%d,\"missing\":%d}"
          .formatted(
              log.origin(),
              log.epoch(),
              log.lane(),
              entries,
              bytes,
              seqs.first(),
              seqs.last(),
              seqs.last() - seqs.count());
    }
  }

  private static final class Sums implements JournalInspection.Visitor {
    private final TreeMap<LogId, Sum> logs = new TreeMap<>();

    @Override
    public void entry(long segment, long position, LogEntry entry) {
      Sum sum = logs.computeIfAbsent(entry.dot().log(), _ -> new Sum());
      sum.entries++;
      sum.bytes += entry.body().length;
      sum.seqs = sum.seqs.plus(entry.dot().seq());
    }

    @Override
    public void damage(Damage damage) {
      // Shows as missing numbers; verify says where.
    }

    @Override
    public void torn(long segment, long position, long bytes) {
      // Was never acknowledged.
    }
  }
}
