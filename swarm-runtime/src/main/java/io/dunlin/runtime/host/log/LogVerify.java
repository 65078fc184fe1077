package io.dunlin.runtime.host.log;

import io.dunlin.runtime.journal.Damage;
import io.dunlin.runtime.journal.JournalInspection;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** {@code dunlin log verify DIR}: reads every frame and says where one is damaged. */
public final class LogVerify {
  /**
   * Reads everything and judges it.
   *
   * @param out a line for each damage and torn end, then a summary
   * @return 0, or 1 when something is damaged; a torn end is not damage
   * @throws IOException when the directory cannot be read or holds no journal
   */
  public int run(Path directory, PrintStream out) throws IOException {
    Counts counts = new Counts(out);
    int segments = OfflineJournal.walk(directory, counts);
    out.printf(
        "%d entries in %d segments, %d damaged places%n", counts.entries, segments, counts.damages);
    out.flush();
    return counts.damages > 0 ? 1 : 0;
  }

  static String line(Damage damage) {
    return "segment %016x position %d: %d bytes damaged"
        .formatted(damage.segment(), damage.position(), damage.bytes());
  }

  static String tornLine(long segment, long position, long bytes) {
    return "segment %016x position %d: %d bytes of an end that was never acknowledged"
        .formatted(segment, position, bytes);
  }

  private static final class Counts implements JournalInspection.Visitor {
    private final PrintStream out;
    private long entries;
    private long damages;

    Counts(PrintStream out) {
      this.out = out;
    }

    @Override
    public void entry(long segment, long position, LogEntry entry) {
      entries++;
    }

    @Override
    public void damage(Damage damage) {
      damages++;
      out.println(line(damage));
    }

    @Override
    public void torn(long segment, long position, long bytes) {
      out.println(tornLine(segment, position, bytes));
    }
  }
}
