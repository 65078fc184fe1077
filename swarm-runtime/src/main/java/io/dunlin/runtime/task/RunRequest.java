package io.dunlin.runtime.task;

import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.TaskSpec;
import java.util.List;

/**
 * Everything a runner must know of one attempt. All inputs are in the blob store and pinned.
 *
 * @param inputs in the order of the task's {@code takes}
 * @param speed of this device, work per second
 * @param nominalNanos how long the effort takes on this device: fixed, or work divided by speed
 */
public record RunRequest(
    AttemptKey attempt, TaskSpec task, List<Input> inputs, double speed, long nominalNanos) {

  /**
   * One input.
   *
   * @param name as the task calls it
   * @param source the task and output it comes from, {@code scan-a.frames}
   * @param hash SHA-256, 64 hex digits
   */
  public record Input(
      String name, String source, String hash, long sizeBytes, String contentType) {}

  public RunRequest {
    inputs = List.copyOf(inputs);
  }
}
