package io.dunlin.runtime.task;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.StateView;
import java.util.List;
import java.util.SortedSet;

/** What the task machine is told. */
public sealed interface TaskInput {

  /**
   * Time passes; at least once a second, and once before anything else.
   *
   * @param utcMillis the host's best idea of UTC
   * @param anchored whether that idea rests on a clock anchor; without one a mission's window is
   *     not waited for
   */
  record Tick(long utcMillis, boolean anchored) implements TaskInput {}

  /**
   * SwarmState or the set of reachable devices changed.
   *
   * @param reachable who can be reached now by any path; with or without this device
   */
  record StateChanged(StateView view, SortedSet<ReplicaId> reachable) implements TaskInput {}

  /** A blob that was asked for is in the store, checked. */
  record Fetched(String hash) implements TaskInput {}

  /** None of the named holders gave the blob. It is asked for again after a pause. */
  record FetchFailed(String hash, String why) implements TaskInput {}

  /** A run left all its outputs; they are in the blob store. */
  record Finished(AttemptKey attempt, List<Attempt.Output> outputs, String message)
      implements TaskInput {
    public Finished {
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * A run could not begin because the store dropped one of its inputs meanwhile. The input is
   * fetched again and the attempt waits.
   */
  record InputMissing(AttemptKey attempt, String hash) implements TaskInput {}

  /** A run ended without its outputs, or was cancelled. */
  record Failed(AttemptKey attempt, String why) implements TaskInput {}
}
