package io.dunlin.runtime.exec;

import io.dunlin.hal.Hardware;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.task.RunRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Runs builtin tasks against the device's hardware. {@code effort.duration} is what they take;
 * {@code effort.work} is divided by the device's speed. They do real work meanwhile (photos,
 * sweeps, samples, copying) and wait the rest of the time, so a rehearsal takes as long as the
 * field does.
 *
 * <p>A port serves one thread at a time: builtins hold the port's monitor while they use it, and so
 * must whoever else samples it.
 */
public final class BuiltinRunner implements TaskRunner {
  private final Map<String, Builtin> builtins = new TreeMap<>();
  private final Hardware hardware;
  private final BlobStore blobs;
  private final Path workDirectory;
  private final Map<String, CountDownLatch> running = new TreeMap<>();
  private boolean closed;

  /**
   * @param workDirectory for outputs that are being put together; cleared now
   * @param publisher {@link Publisher#none} on a device that is no gateway
   * @throws IOException when the work directory cannot be cleared
   */
  public BuiltinRunner(Hardware hardware, BlobStore blobs, Path workDirectory, Publisher publisher)
      throws IOException {
    this.hardware = hardware;
    this.blobs = blobs;
    this.workDirectory = workDirectory;
    Workspace.clear(workDirectory);
    for (Builtin each :
        new Builtin[] {
          new CameraSurvey(),
          new DataMerge(),
          new GatewayPublish(publisher),
          new LidarScan(),
          new SensorSample()
        }) {
      builtins.put(each.name(), each);
    }
  }

  /** What a mission may name under {@code do:}. */
  public static SortedSet<String> names() {
    var names = new TreeSet<String>();
    Collections.addAll(
        names, "camera.survey", "data.merge", "gateway.publish", "lidar.scan", "sensor.sample");
    return names;
  }

  @Override
  public Running start(RunRequest request, Consumer<RunOutcome> outcome) {
    var cancelled = new CountDownLatch(1);
    String key = request.attempt().toString();
    synchronized (running) {
      if (closed) {
        outcome.accept(new RunOutcome.Failed("the device stops"));
        return () -> {};
      }
      running.put(key, cancelled);
      Thread.ofVirtual()
          .name("run " + request.attempt().task())
          .start(() -> {
            try {
              outcome.accept(run(request, cancelled));
            } finally {
              ended(key);
            }
          });
    }
    return cancelled::countDown;
  }

  private RunOutcome run(RunRequest request, CountDownLatch cancelled) {
    Builtin builtin = builtins.get(request.task().action());
    if (builtin == null) {
      return new RunOutcome.Failed("there is no builtin \"" + request.task().action() + "\"");
    }
    var context = new BuiltinContext(request, hardware, blobs, workDirectory, cancelled);
    try {
      String message = builtin.run(context);
      return new RunOutcome.Done(context.outputs(), message);
    } catch (MissingInputException e) {
      return new RunOutcome.InputMissing(e.hash());
    } catch (BuiltinException | IOException e) {
      return new RunOutcome.Failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      return new RunOutcome.Failed("cancelled");
    } catch (RuntimeException e) {
      return new RunOutcome.Failed(request.task().action() + " broke: " + e);
    }
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
      running.values().forEach(CountDownLatch::countDown);
      try {
        while (!running.isEmpty()) running.wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
