package io.dunlin.runtime.host.sense;

import io.dunlin.hal.Reading;
import io.dunlin.hal.Sample;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads each sensor on its period, all on one thread, since ports are used by one thread at a time.
 * A late reading is not made up for: the next is due one period after it.
 */
public final class Sampler implements AutoCloseable {
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
  private final Set<String> silent = new TreeSet<>();
  private final SensedSeries.BlobKeeper blobs;
  private final Sink sink;
  private final Consumer<Event> events;
  private final Thread thread;
  private volatile boolean closed;

  /** Takes the body of an observation; must not block for long. */
  public interface Sink {
    void sensed(Lane lane, byte[] body);
  }

  private record Due(long nanos, SensedSeries series) {}

  public Sampler(
      List<SensedSeries> series, SensedSeries.BlobKeeper blobs, Sink sink, Consumer<Event> events) {
    this.blobs = blobs;
    this.sink = sink;
    this.events = events;
    long now = System.nanoTime();
    for (SensedSeries each : series) queue.add(new Due(now, each));
    thread = Thread.ofPlatform().name("sensors").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed && !queue.isEmpty()) {
        Due due = queue.remove();
        long wait = due.nanos() - System.nanoTime();
        if (wait > 0) TimeUnit.NANOSECONDS.sleep(wait);
        sample(due.series());
        long next = Math.max(due.nanos() + due.series().everyNanos(), System.nanoTime());
        queue.add(new Due(next, due.series()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample(SensedSeries series) {
    String name = series.descriptor().series();
    Reading<Sample> reading;
    // Tasks read the same ports; a port is used by one thread at a time.
    synchronized (series.sensor()) {
      reading = series.sensor().sample();
    }
    switch (reading) {
      case Reading.Value<Sample>(Sample sample) -> {
        if (silent.remove(name)) events.accept(Event.of(1020, "sensor.answers", "series", name));
        try {
          byte[] body = series.observation(sample, blobs).body(series.descriptor());
          sink.sensed(series.lane(), body);
        } catch (IOException e) {
          events.accept(
              Event.of(
                  1022, "sensor.blob-lost", "series", name, "why", String.valueOf(e.getMessage())));
        }
      }
      case Reading.Missing<Sample>(var why) -> {
        if (silent.add(name)) {
          events.accept(Event.of(1021, "sensor.silent", "series", name, "why", why.toString()));
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
