package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.PacketListener;
import io.dunlin.runtime.transport.ResourceChanges;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapResource;

/** All that can be asked of an endpoint, and who is told when it changes. */
final class ResourceTree implements ResourceChanges, AutoCloseable {
  /** Changes of one resource within this time are one notification. */
  static final long NOTIFY_MILLIS = 200;

  private final CoapResource root = new CoapResource("");
  private final SeriesRoot series;
  private final TaskRoot tasks;
  private final Optional<UploadSessions> uploads;
  private final ScheduledExecutorService threads;
  private final Map<CoapResource, Boolean> changed = new ConcurrentHashMap<>();

  ResourceTree(
      String endpointName,
      PacketListener listener,
      CoapContent content,
      Counters counters,
      ScheduledExecutorService threads) {
    this.threads = threads;
    var slices = new Slices();
    series = new SeriesRoot(content.resources(), slices);
    tasks = new TaskRoot(content.resources(), slices);
    uploads =
        content.takesUploads()
            ? Optional.of(new UploadSessions(content.blobs()))
            : Optional.empty();
    var wellKnown = new CoapResource(".well-known");
    wellKnown.add(
        new WellKnownCore(endpointName, content.resources(), content.takesUploads(), slices));
    root.add(wellKnown);
    for (Channel channel : Channel.values()) {
      root.add(new PacketResource(channel, listener, counters));
    }
    root.add(series);
    root.add(tasks);
    root.add(new BlobRoot(content.blobs(), uploads, slices));
  }

  CoapResource root() {
    return root;
  }

  @Override
  public void seriesChanged(String name) {
    series.known(name).ifPresent(this::notifyLater);
  }

  @Override
  public void taskChanged(String mission, String task) {
    tasks.known(mission, task).ifPresent(this::notifyLater);
  }

  private void notifyLater(CoapResource resource) {
    if (resource.getObserverCount() > 0 && changed.put(resource, true) == null) {
      try {
        var _ = threads.schedule(() -> notifyNow(resource), NOTIFY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException _) {
        // Closed: nobody observes any more.
      }
    }
  }

  private void notifyNow(CoapResource resource) {
    changed.remove(resource);
    resource.changed();
  }

  @Override
  public void close() {
    uploads.ifPresent(UploadSessions::close);
  }
}
