package io.dunlin.runtime.exec;

import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.task.RunRequest;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs programs of this device. A mission names a program by key; which command line that is, the
 * device's configuration says, and none by default. No shell is involved.
 *
 * <p>A program finds its inputs read-only under {@code in/}, leaves its outputs under {@code out/},
 * each under its name in the mission, and is told {@code DUNLIN_MISSION}, {@code DUNLIN_TASK},
 * {@code DUNLIN_ATTEMPT} and {@code DUNLIN_SPEED}. Exit code 0 and all outputs present is done.
 * Whatever it started is ended with it. The last 64 KiB of what it printed are kept in {@code
 * printed/} of the work directory, of the last {@value PrintedFiles#FILES_MAX} attempts.
 */
public final class ProcessRunner implements TaskRunner {
  private final ProcessSettings settings;
  private final BlobStore blobs;
  private final Map<String, ProcessRun> running = new TreeMap<>();
  private final PrintedFiles printed;
  private boolean closed;

  /**
   * Clears the work directory.
   *
   * @throws IOException when it cannot be made or cleared
   */
  public ProcessRunner(ProcessSettings settings, BlobStore blobs) throws IOException {
    this.settings = settings;
    this.blobs = blobs;
    Workspace.clear(settings.workDirectory());
    this.printed = new PrintedFiles(settings.workDirectory().resolve("printed"));
  }

  /**
   * Ends programs of this device that outlived an earlier process of it, which a power cut cannot
   * cause but the kill of a process can. Call before the first start.
   *
   * @param device 32 hex digits
   * @return how many there were
   */
  public static int endLeftovers(String device) throws InterruptedException {
    String marker = ProcessRun.DEVICE + "=" + device + "\0";
    int count = 0;
    for (int round = 0; round < 50; round++) {
      var left = ProcessTree.marked(marker);
      if (left.isEmpty()) break;
      if (round == 0) count = left.size();
      left.forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(20);
    }
    return count;
  }

  @Override
  public Running start(RunRequest request, Consumer<RunOutcome> outcome) {
    var run = new ProcessRun(request, settings, blobs, printed);
    String key = request.attempt().toString();
    synchronized (running) {
      if (closed) {
        outcome.accept(new RunOutcome.Failed("the device stops"));
        return () -> {};
      }
      running.put(key, run);
      Thread.ofVirtual()
          .name("run " + request.attempt().task())
          .start(() -> {
            try {
              outcome.accept(run.call());
            } finally {
              ended(key);
            }
          });
    }
    return run::cancel;
  }

  private void ended(String key) {
    synchronized (running) {
      running.remove(key);
      running.notifyAll();
    }
  }

  /** Cancels what runs and waits until every outcome was told. */
  @Override
  public void close() {
    synchronized (running) {
      closed = true;
      running.values().forEach(ProcessRun::cancel);
      try {
        while (!running.isEmpty()) running.wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
