package io.dunlin.runtime.exec;

import io.dunlin.hal.Hardware;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.task.RunRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a builtin has at hand: its request, the hardware, its inputs and outputs, its time. */
final class BuiltinContext {
  private final RunRequest request;
  private final Hardware hardware;
  private final BlobStore blobs;
  private final Path workDirectory;
  private final CountDownLatch cancelled;
  private final long startNanos = System.nanoTime();
  private final List<Attempt.Output> outputs = new ArrayList<>();

  BuiltinContext(
      RunRequest request,
      Hardware hardware,
      BlobStore blobs,
      Path workDirectory,
      CountDownLatch cancelled) {
    this.request = request;
    this.hardware = hardware;
    this.blobs = blobs;
    this.workDirectory = workDirectory;
    this.cancelled = cancelled;
  }

  RunRequest request() {
    return request;
  }

  Hardware hardware() {
    return hardware;
  }

  /** The only output of a task that must have exactly one. */
  TaskSpec.Give onlyGive() throws BuiltinException {
    List<TaskSpec.Give> gives = request.task().gives();
    if (gives.size() == 1) return gives.getFirst();
    throw new BuiltinException(
        request.task().action() + " gives exactly one output, the mission names " + gives.size());
  }

  /** The content of an input. */
  InputStream open(RunRequest.Input input) throws IOException, MissingInputException {
    return blobs
        .open(BlobHash.parse(input.hash()))
        .orElseThrow(() -> new MissingInputException(input.hash()));
  }

  /** A file to put an output together in; it is deleted afterwards. */
  Path scratch() throws IOException {
    Files.createDirectories(workDirectory);
    return Files.createTempFile(workDirectory, "run-", ".part");
  }

  /** Stores an output, of the type it really has. */
  void give(TaskSpec.Give give, String contentType, InputStream content) throws IOException {
    BlobHash hash = blobs.put(content);
    blobs.pin(hash);
    long size = blobs.size(hash).orElseThrow(() -> new IOException("the output is gone already"));
    outputs.add(new Attempt.Output(give.name(), hash.toString(), size, contentType));
  }

  List<Attempt.Output> outputs() {
    return Collections.unmodifiableList(outputs);
  }

  /** Nanoseconds until that share of the effort is over, 0 or less when it is. */
  long leftNanos(double share) {
    return (long) (request.nominalNanos() * share) - (System.nanoTime() - startNanos);
  }

  /**
   * Waits until that share of the effort is over.
   *
   * @param share 0 to 1
   * @throws InterruptedException when the run is cancelled
   */
  void waitUntil(double share) throws InterruptedException {
    long left = Math.max(0, leftNanos(share));
    if (cancelled.await(left, TimeUnit.NANOSECONDS)) throw new InterruptedException("cancelled");
  }

  double nominalSeconds() {
    return request.nominalNanos() / 1e9;
  }
}
