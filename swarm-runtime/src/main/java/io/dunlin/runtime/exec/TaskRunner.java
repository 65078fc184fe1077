package io.dunlin.runtime.exec;

import io.dunlin.runtime.task.RunRequest;
import java.util.function.Consumer;

/** Runs attempts of some kinds of task, several at once. */
public interface TaskRunner extends AutoCloseable {

  /**
   * Starts one attempt and returns at once.
   *
   * @param outcome called exactly once, on a thread of the runner, perhaps before this returns
   */
  Running start(RunRequest request, Consumer<RunOutcome> outcome);

  /** Cancels what runs, waits until it is gone, and leaves nothing behind. */
  @Override
  void close();

  /** One attempt that runs. */
  interface Running {
    /** Ends it; the outcome follows. Does nothing when it has ended. */
    void cancel();
  }
}
