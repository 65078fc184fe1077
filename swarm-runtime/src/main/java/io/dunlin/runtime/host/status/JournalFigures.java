package io.dunlin.runtime.host.status;

import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.JournalLimits;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * A journal in figures.
 *
 * @param bytes of all segments
 * @param storageErrors failed writes and forces since the start
 * @param laneBytes durable entries, by lane
 * @param refused appends that found no room since the start, by lane
 * @param dropped entries given up by policy before a gateway held them, ever, by lane
 * @param freed entries given up, ever
 */
public record JournalFigures(
    long bytes,
    long storageErrors,
    List<Long> laneBytes,
    List<Long> refused,
    List<Long> dropped,
    long freed) {

  public JournalFigures {
    laneBytes = List.copyOf(laneBytes);
    refused = List.copyOf(refused);
    dropped = List.copyOf(dropped);
  }

  public static JournalFigures of(Journal journal) {
    return new JournalFigures(
        journal.bytes(),
        journal.verifier().storageErrors(),
        byLane(journal::laneBytes),
        byLane(journal::refusals),
        journal.freed().dropped(),
        journal.freed().entries().count());
  }

  private static List<Long> byLane(IntToLongFunction figure) {
    return IntStream.range(0, JournalLimits.LANES).mapToLong(figure).boxed().toList();
  }
}
