package io.dunlin.runtime.node;

import io.dunlin.planner.Problem;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.task.RunRequest;
import io.dunlin.runtime.transport.Channel;
import java.time.Duration;
import java.util.List;

/** What a device wants done, in this order. */
public sealed interface NodeEffect {

  /** Send a packet, unreliably. */
  record Send(String address, Channel channel, byte[] packet) implements NodeEffect {}

  /** Journal these; answered by {@link NodeInput.Durable} or {@link NodeInput.Refused}. */
  record Append(List<LogEntry> entries) implements NodeEffect {}

  /** Own entries come under this epoch from here on; no log of it may have a gap. */
  record EpochBegun(long epoch) implements NodeEffect {}

  /** Force what the journal was given without waiting for company. */
  record Commit() implements NodeEffect {}

  /** Plan this on another thread; answered by {@link NodeInput.Planned}. */
  record Solve(long token, Problem problem, Duration timeLimit, long seed) implements NodeEffect {}

  /**
   * Bring a blob here from the first address that gives it; empty when nobody is reachable.
   *
   * @param sizeBytes 0 when unknown
   */
  record Fetch(String hash, long sizeBytes, List<String> addresses) implements NodeEffect {}

  /** Keep this blob. */
  record Pin(String hash) implements NodeEffect {}

  /** The blob may go. */
  record Unpin(String hash) implements NodeEffect {}

  /** Run a task. */
  record Start(RunRequest request) implements NodeEffect {}

  /** End a run. */
  record Cancel(AttemptKey attempt) implements NodeEffect {}

  /** Tell people. */
  record Report(Event event) implements NodeEffect {}
}
