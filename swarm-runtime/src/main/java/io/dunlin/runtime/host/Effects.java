package io.dunlin.runtime.host;

import io.dunlin.planner.Budget;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.exec.RunOutcome;
import io.dunlin.runtime.exec.TaskRunner;
import io.dunlin.runtime.node.NodeEffect;
import io.dunlin.runtime.node.NodeInput;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.task.RunRequest;
import io.dunlin.runtime.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Carries out what the node wants; on the owner thread, and never blocks it. */
final class Effects {
  private final Parts parts;
  private final Map<AttemptKey, TaskRunner.Running> running = new ConcurrentHashMap<>();

  Effects(Parts parts) {
    this.parts = parts;
  }

  void perform(NodeEffect effect) {
    switch (effect) {
      case NodeEffect.Send send -> send(send);
      case NodeEffect.Append(List<LogEntry> entries) -> append(entries);
      case NodeEffect.EpochBegun(long epoch) -> parts.renewed(epoch);
      case NodeEffect.Commit _ -> parts.journal.commitNow();
      case NodeEffect.Solve solve -> parts.background.execute(() -> solve(solve));
      case NodeEffect.Fetch fetch -> parts.fetches.fetch(fetch);
      case NodeEffect.Pin(String hash) -> parts.held.pin(BlobHash.parse(hash));
      case NodeEffect.Unpin(String hash) -> parts.held.unpin(BlobHash.parse(hash));
      case NodeEffect.Start(RunRequest request) -> start(request);
      case NodeEffect.Cancel(AttemptKey attempt) -> cancel(attempt);
      case NodeEffect.Report(var event) -> parts.report(event);
    }
  }

  private void send(NodeEffect.Send send) {
    Transport transport = parts.transport(send.address());
    if (transport != null) transport.send(send.address(), send.channel(), send.packet());
  }

  private void append(List<LogEntry> entries) {
    if (!parts.journal.offer(entries)) {
      parts.inbox.put(new NodeInput.Refused(entries, "the journal's queue is full"));
    }
  }

  private void solve(NodeEffect.Solve solve) {
    var budget = Budget.of(solve.timeLimit(), System::nanoTime, solve.seed());
    parts.inbox.put(
        new NodeInput.Planned(solve.token(), parts.planner.plan(solve.problem(), budget)));
  }

  private void start(RunRequest request) {
    AttemptKey key = request.attempt();
    var ended = new AtomicBoolean();
    TaskRunner.Running run =
        parts.runner.start(
            request,
            outcome -> {
              ended.set(true);
              running.remove(key);
              tell(key, outcome);
            });
    running.put(key, run);
    // The outcome may have come before there was a handle to forget.
    if (ended.get()) running.remove(key);
  }

  private void tell(AttemptKey key, RunOutcome outcome) {
    parts.inbox.put(
        switch (outcome) {
          case RunOutcome.Done(var outputs, String message) ->
              new NodeInput.Finished(key, outputs, message);
          case RunOutcome.Failed(String why) -> new NodeInput.Failed(key, why);
          case RunOutcome.InputMissing(String hash) -> new NodeInput.InputMissing(key, hash);
        });
  }

  private void cancel(AttemptKey attempt) {
    TaskRunner.Running run = running.get(attempt);
    if (run != null) run.cancel();
  }
}
