package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Dot;
import java.util.List;

/**
 * What {@link Journal#open} found.
 *
 * @param segments files that hold entries
 * @param segmentsScanned of these, read frame by frame; the others had a valid index file
 * @param entries in all segments, duplicates included
 * @param bytes of all segments
 * @param tornSegments segments whose end was cut
 * @param tornBytes cut from their ends: never acknowledged, or gone with the power
 * @param damages at most {@link #LISTED_MAX}; quarantined: left in place, never returned
 * @param damageCount all of them
 * @param duplicates entries held twice with the same content, which is harmless
 * @param conflicts dots held with two contents, at most {@link #LISTED_MAX}; the older is returned
 */
public record RecoveryReport(
    int segments,
    int segmentsScanned,
    long entries,
    long bytes,
    int tornSegments,
    long tornBytes,
    List<Damage> damages,
    long damageCount,
    long duplicates,
    List<Dot> conflicts) {
  /** Items listed one by one. */
  public static final int LISTED_MAX = 1_000;

  public RecoveryReport {
    damages = List.copyOf(damages);
    conflicts = List.copyOf(conflicts);
  }
}
