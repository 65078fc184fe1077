package io.dunlin.runtime.exec;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.task.RunRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Builds run requests and waits for their outcomes. */
final class Requests {
  private static final AtomicLong DEVICES = new AtomicLong(System.nanoTime());

  private final MemoryBlobs blobs;
  private final TaskSpec.Kind kind;
  private final String action;
  private final List<String> args = new ArrayList<>();
  private final List<TaskSpec.Take> takes = new ArrayList<>();
  private final List<RunRequest.Input> inputs = new ArrayList<>();
  private final List<TaskSpec.Give> gives = new ArrayList<>();
  private final TreeSet<String> has = new TreeSet<>();
  private final ReplicaId device = new ReplicaId(7, DEVICES.incrementAndGet());
  private long millis = 10;

  private Requests(MemoryBlobs blobs, TaskSpec.Kind kind, String action) {
    this.blobs = blobs;
    this.kind = kind;
    this.action = action;
  }

  static Requests program(MemoryBlobs blobs, String key) {
    return new Requests(blobs, TaskSpec.Kind.PROCESS, key);
  }

  static Requests builtin(MemoryBlobs blobs, String name) {
    return new Requests(blobs, TaskSpec.Kind.BUILTIN, name);
  }

  Requests args(String... more) {
    args.addAll(List.of(more));
    return this;
  }

  Requests has(String... words) {
    has.addAll(List.of(words));
    return this;
  }

  Requests input(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String hash = blobs.put(bytes).toString();
    takes.add(new TaskSpec.Take(name, "from", name));
    inputs.add(new RunRequest.Input(name, "from." + name, hash, bytes.length, "text/plain"));
    return this;
  }

  Requests gives(String name) {
    return gives(name, 1_000_000);
  }

  Requests gives(String name, long size) {
    gives.add(new TaskSpec.Give(name, size, "text/plain"));
    return this;
  }

  Requests millis(long effort) {
    millis = effort;
    return this;
  }

  ReplicaId device() {
    return device;
  }

  RunRequest build() {
    var spec =
        new TaskSpec(
            "task",
            kind,
            action,
            args,
            takes,
            List.of(),
            has,
            1,
            0,
            null,
            new TaskSpec.Effort(millis, false),
            gives,
            0,
            0,
            TaskSpec.OnLost.REASSIGN,
            1000,
            TaskSpec.PartitionPolicy.RUN_LOCAL,
            0);
    var key = new AttemptKey("mission", "ab".repeat(32), "task", 1, device);
    return new RunRequest(key, spec, inputs, 2.0, millis * 1_000_000);
  }

  /** Runs it to its end. */
  RunOutcome run(TaskRunner runner) throws InterruptedException {
    return await(start(runner));
  }

  CompletableFuture<RunOutcome> start(TaskRunner runner) {
    var outcome = new CompletableFuture<RunOutcome>();
    var _ = runner.start(build(), outcome::complete);
    return outcome;
  }

  static RunOutcome await(CompletableFuture<RunOutcome> outcome) throws InterruptedException {
    try {
      return outcome.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no outcome", e);
    }
  }

  String content(RunOutcome outcome, String output) {
    RunOutcome.Done done = (RunOutcome.Done) outcome;
    return done.outputs().stream()
        .filter(o -> o.name().equals(output))
        .map(o -> blobs.read(BlobHash.parse(o.hash()), 0, 1 << 24).orElseThrow())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }
}
