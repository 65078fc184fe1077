package io.dunlin.runtime.host;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.node.NodeInput;
import io.dunlin.runtime.node.NodePicture;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.sync.EntrySource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running device: the node on its owner thread and everything impure around it. A gateway is one
 * too, with an {@link Extension}.
 */
public final class DeviceHost implements AutoCloseable {
  private final Parts parts;
  private final Owner owner;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Runnable stopped;
  private volatile boolean failed;

  private DeviceHost(Parts parts, Extension extension, Runnable stopped) {
    this.parts = parts;
    this.stopped = stopped;
    var acknowledgements =
        new Acknowledgements(parts.member.id(), parts.recent, parts.node::utcMillis, parts::report);
    var both = new Shown(parts, acknowledgements, extension);
    owner = new Owner(parts.node, parts.inbox, new Effects(parts)::perform, both, this::broken);
  }

  /**
   * Starts a device and returns when it listens.
   *
   * @param stopped called when it ended by itself or was closed
   * @throws StartException with what to do, in words for the user
   */
  public static DeviceHost start(
      DeviceConfig config, Role role, Extension extension, EventLog log, Runnable stopped)
      throws StartException, InterruptedException {
    long startNanos = System.nanoTime();
    Parts parts = Parts.open(config, role, extension.publisher(), log, startNanos);
    var host = new DeviceHost(parts, extension, stopped);
    parts.openStatus(host.owner);
    host.owner.start(parts.begin());
    parts.openLinks();
    parts.sampler.start();
    parts.report(
        Event.of(
            1001,
            "device.ready",
            "id",
            parts.member.id().toString(),
            "device",
            config.name(),
            "coap",
            parts.coap.address(),
            "http",
            (long) parts.httpPort(),
            "readyMillis",
            (System.nanoTime() - startNanos) / 1_000_000));
    return host;
  }

  public Member member() {
    return parts.member;
  }

  public ReplicaId id() {
    return parts.member.id();
  }

  public String coapAddress() {
    return parts.coap.address();
  }

  public int httpPort() {
    return parts.httpPort();
  }

  /** The device at this moment. */
  public NodePicture picture() throws InterruptedException {
    return owner.picture();
  }

  /**
   * Writes to SwarmState on behalf of the process around the device. The future ends when that is
   * durable here, with an IOException when the journal refused.
   */
  public CompletableFuture<Void> write(Put put) {
    return owner.write(put);
  }

  /**
   * A gateway's store holds these for good: those who sent them are given receipts.
   *
   * @param storeErrors how often the store failed since the start
   */
  public void stored(long storeErrors, Knowledge held) {
    parts.inbox.put(new NodeInput.Stored(parts.storageErrors() + storeErrors, held));
  }

  /** How often the journal failed since the start. */
  public long journalErrors() {
    return parts.storageErrors();
  }

  /** Stops sampling; everything else goes on. */
  public void quiet() {
    parts.sampler.close();
  }

  /** What is on the medium here, readable from any thread. */
  public EntrySource entries() {
    return parts.entries();
  }

  /** The dots of what is on the medium here. */
  public Knowledge durableKnowledge() {
    return parts.durableKnowledge();
  }

  /** Content by hash. */
  public BlobStore blobs() {
    return parts.blobs;
  }

  /** Brings a blob here; the extension is told how that ended. */
  public void fetch(BlobHash hash, List<ReplicaId> holders) {
    parts.inbox.put(new NodeInput.BlobWanted(hash.toString(), holders));
  }

  /** Never drops this blob; not remembered over a restart. */
  public void keepForGood(BlobHash hash) {
    parts.held.keepForGood(hash);
  }

  /** All that is to be kept of what was here at the start is kept; the rest may go. */
  public void blobsKnown() {
    parts.held.started();
  }

  /** Whether it ended by itself. */
  public boolean failed() {
    return failed;
  }

  private void broken(Throwable cause) {
    failed = true;
    parts.report(Event.of(1003, "device.broken", "why", String.valueOf(cause)));
    Thread.ofPlatform().name("stop").start(this::close);
  }

  /** Stops what makes new work first, commits what is under way, then lets go. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    try {
      parts.stopSources();
      owner.stop();
      parts.close();
      parts.report(Event.of(1002, "device.stopped", "id", parts.member.id().toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.run();
    }
  }
}
