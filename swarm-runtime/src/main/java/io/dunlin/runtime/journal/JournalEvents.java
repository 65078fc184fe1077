package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.runtime.step.Event;
import java.util.List;
import java.util.function.Consumer;

/** The journal's numbers in {@code docs/operations/events.md}. */
final class JournalEvents {
  private static final List<String> LANE_WORDS = List.of("urgent", "state", "telemetry", "bulk");

  private final Consumer<Event> to;

  JournalEvents(Consumer<Event> to) {
    this.to = to;
  }

  void recovered(RecoveryReport r) {
    to.accept(
        Event.of(
            1100,
            "journal.recovered",
            "segments",
            r.segments(),
            "segmentsScanned",
            r.segmentsScanned(),
            "entries",
            r.entries(),
            "bytes",
            r.bytes(),
            "duplicates",
            r.duplicates()));
  }

  void torn(long segment, long position, long bytes) {
    to.accept(
        Event.of(1101, "journal.torn", "segment", segment, "position", position, "bytes", bytes));
  }

  void damaged(Damage d) {
    to.accept(
        Event.of(
            1102,
            "journal.damaged",
            "segment",
            d.segment(),
            "position",
            d.position(),
            "bytes",
            d.bytes()));
  }

  void conflict(Dot dot) {
    to.accept(Event.of(1103, "journal.conflict", "dot", dot.toString()));
  }

  void storageError(String what, Exception why, int count) {
    to.accept(
        Event.of(
            1104,
            "journal.storage-error",
            "while",
            what,
            "why",
            String.valueOf(why.getMessage()),
            "count",
            count));
  }

  void lost(Knowledge lost) {
    to.accept(Event.of(1105, "journal.lost", "entries", lost.count(), "logs", lost.logs().size()));
  }

  void laneNearlyFull(int lane, long bytes, long max) {
    to.accept(
        Event.of(1106, "journal.lane-nearly-full", "lane", word(lane), "bytes", bytes, "max", max));
  }

  void laneFull(int lane, long bytes, long max) {
    to.accept(Event.of(1107, "journal.lane-full", "lane", word(lane), "bytes", bytes, "max", max));
  }

  void diskFull(long freeBytes) {
    to.accept(Event.of(1108, "journal.disk-full", "freeBytes", freeBytes));
  }

  void writableAgain() {
    to.accept(Event.of(1109, "journal.writable-again"));
  }

  void readFailed(long segment, Exception why) {
    to.accept(
        Event.of(
            1110,
            "journal.read-failed",
            "segment",
            segment,
            "why",
            String.valueOf(why.getMessage())));
  }

  void freed(long segment, long entries, long moved, long bytes) {
    to.accept(
        Event.of(
            1111,
            "journal.freed",
            "segment",
            segment,
            "entries",
            entries,
            "moved",
            moved,
            "bytes",
            bytes));
  }

  void dropped(long[] byLane) {
    for (int lane = 0; lane < byLane.length; lane++) {
      if (byLane[lane] == 0) continue;
      to.accept(Event.of(1112, "journal.dropped", "lane", word(lane), "entries", byLane[lane]));
    }
  }

  void diskNearlyFull(long freeBytes, long reservedBytes) {
    to.accept(
        Event.of(
            1113,
            "journal.disk-nearly-full",
            "freeBytes",
            freeBytes,
            "reservedBytes",
            reservedBytes));
  }

  private static String word(int lane) {
    return LANE_WORDS.get(lane);
  }
}
