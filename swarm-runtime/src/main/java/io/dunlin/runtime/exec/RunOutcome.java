package io.dunlin.runtime.exec;

import io.dunlin.runtime.state.Attempt;
import java.util.List;

/** How an attempt ended. */
public sealed interface RunOutcome {

  /**
   * All outputs are in the blob store, pinned.
   *
   * @param message the last line it had to say; may be empty
   */
  record Done(List<Attempt.Output> outputs, String message) implements RunOutcome {
    public Done {
      outputs = List.copyOf(outputs);
    }
  }

  /** It ended without its outputs, or was cancelled. */
  record Failed(String why) implements RunOutcome {}

  /** It could not begin: the blob store does not have this input (any more). */
  record InputMissing(String hash) implements RunOutcome {}
}
