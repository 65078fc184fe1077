package io.dunlin.runtime.host.log;

import io.dunlin.runtime.journal.Damage;
import io.dunlin.runtime.journal.JournalInspection;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * {@code dunlin log cat DIR}: one line of JSON per entry, in write order. Numbers that may not fit
 * a double are hexadecimal text.
 */
public final class LogCat {
  /**
   * Prints all entries.
   *
   * @param out entries
   * @param err damage and torn ends
   * @return 0, or 1 when something was damaged
   * @throws IOException when the directory cannot be read or holds no journal
   */
  public int run(Path directory, PrintStream out, PrintStream err) throws IOException {
    boolean[] damaged = new boolean[1];
    OfflineJournal.walk(
        directory,
        new JournalInspection.Visitor() {
          @Override
          public void entry(long segment, long position, LogEntry entry) {
            out.println(json(segment, position, entry));
          }

          @Override
          public void damage(Damage damage) {
            damaged[0] = true;
            err.println(LogVerify.line(damage));
          }

          @Override
          public void torn(long segment, long position, long bytes) {
            err.println(LogVerify.tornLine(segment, position, bytes));
          }
        });
    out.flush();
    return damaged[0] ? 1 : 0;
  }

  private static String json(long segment, long position, LogEntry entry) {
    var log = entry.dot().log();
    return "{\"segment\":%d,\"position\":%d,\"origin\":\"%s\",\"epoch\":\"%016x\",\"lane\":%d,\"seq\":%d,\"bootNanos\":%d,\"kind\":\"%s\",\"body\":\"%s\"}"
        .formatted(
            segment,
            position,
            log.origin(),
            log.epoch(),
            log.lane(),
            entry.dot().seq(),
            entry.bootNanos(),
            kind(entry.kind()),
            HexFormat.of().formatHex(entry.body()));
  }

  private static String kind(byte kind) {
    return switch (kind) {
      case EntryKind.OBSERVATION -> "observation";
      case EntryKind.STATE -> "state";
      case EntryKind.EPOCH_START -> "epoch-start";
      case EntryKind.ANCHOR -> "anchor";
      default -> Integer.toString(kind);
    };
  }
}
