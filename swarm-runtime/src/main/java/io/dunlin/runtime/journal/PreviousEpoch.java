package io.dunlin.runtime.journal;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far this device's own logs came before this start: what the first entry of the new epoch
 * seals as "ended at least at n".
 *
 * @param epoch the newest one found on disk
 * @param lastSeqs lane to highest number held; lanes without an entry are absent
 */
public record PreviousEpoch(long epoch, SortedMap<Integer, Long> lastSeqs) {
  public PreviousEpoch {
    lastSeqs = Collections.unmodifiableSortedMap(new TreeMap<>(lastSeqs));
  }
}
