package io.dunlin.runtime.progress;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LostMark;
import io.dunlin.runtime.state.TaskSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far one task of one mission revision is.
 *
 * @param attempts all known, of every device
 * @param lost marks, also of attempts that never got an entry of their own
 * @param result the attempt whose outputs count, null while none is done
 */
public record TaskProgress(
    TaskSpec spec,
    SortedMap<AttemptKey, Attempt> attempts,
    SortedMap<AttemptKey, LostMark> lost,
    @Nullable Attempt result) {

  public TaskProgress {
    attempts = Collections.unmodifiableSortedMap(new TreeMap<>(attempts));
    lost = Collections.unmodifiableSortedMap(new TreeMap<>(lost));
  }

  public boolean done() {
    return result != null;
  }

  /** The highest n any attempt or mark carries; 0 when there is none. */
  public int highestN() {
    int highest = 0;
    for (AttemptKey key : attempts.keySet()) highest = Math.max(highest, key.n());
    for (AttemptKey key : lost.keySet()) highest = Math.max(highest, key.n());
    return highest;
  }

  /** Attempts that failed by themselves; one that was given up as lost is not counted. */
  public int failures() {
    int failures = 0;
    for (Attempt attempt : attempts.values()) {
      boolean failed = attempt.state() == Attempt.State.FAILED;
      if (failed && !lost.containsKey(attempt.key())) failures++;
    }
    return failures;
  }

  /** Whether no further attempt may be made because too many failed. */
  public boolean exhausted() {
    return !done() && failures() > spec.retries();
  }

  /** Whether its loss was final: a lost attempt of a task that is abandoned then. */
  public boolean abandoned() {
    return !done() && spec.onLost() == TaskSpec.OnLost.ABANDON && !lost.isEmpty();
  }

  /** The newest attempt under way that nobody gave up; of two with one n the lower device. */
  public @Nullable Attempt underWay() {
    Attempt newest = null;
    for (Attempt attempt : attempts.values()) {
      if (attempt.ended() || lost.containsKey(attempt.key())) continue;
      if (newest == null || attempt.key().n() > newest.key().n()) newest = attempt;
    }
    return newest;
  }

  /** Whether this device has an attempt at the task under way. */
  public boolean underWayOn(ReplicaId device) {
    return attempts.values().stream()
        .anyMatch(attempt -> !attempt.ended() && attempt.key().device().equals(device));
  }

  /** The newest failure, null when none failed. */
  public @Nullable Attempt lastFailure() {
    Attempt last = null;
    for (Attempt attempt : attempts.values()) {
      if (attempt.state() == Attempt.State.FAILED) last = attempt;
    }
    return last;
  }
}
