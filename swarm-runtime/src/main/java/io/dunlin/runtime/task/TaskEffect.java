package io.dunlin.runtime.task;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.step.Event;
import java.util.List;

/** What the task machine wants done, in this order. */
public sealed interface TaskEffect {

  /**
   * Bring a blob here. Answered by exactly one {@link TaskInput.Fetched} or {@link
   * TaskInput.FetchFailed}.
   *
   * @param holders reachable devices that should have it, the most likely first, never empty
   */
  record Fetch(String hash, long sizeBytes, List<ReplicaId> holders) implements TaskEffect {
    public Fetch {
      holders = List.copyOf(holders);
    }
  }

  /** Keep this blob until {@link Unpin}, whether or not it is here yet. */
  record Pin(String hash) implements TaskEffect {}

  /** The blob may be dropped when space is short. */
  record Unpin(String hash) implements TaskEffect {}

  /**
   * Run it. Answered by exactly one {@link TaskInput.Finished}, {@link TaskInput.Failed} or {@link
   * TaskInput.InputMissing}, also after {@link Cancel}.
   */
  record Start(RunRequest request) implements TaskEffect {}

  /** End this run; it is answered as failed, or as finished if it was faster. */
  record Cancel(AttemptKey attempt) implements TaskEffect {}

  /** Write to SwarmState. */
  record Write(Put put) implements TaskEffect {}

  record Report(Event event) implements TaskEffect {}
}
