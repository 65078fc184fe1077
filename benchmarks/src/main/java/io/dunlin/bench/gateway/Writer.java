package io.dunlin.bench.gateway;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.sync.SyncCounters;
import io.dunlin.runtime.sync.SyncEffect;
import io.dunlin.runtime.sync.SyncInput;
import io.dunlin.runtime.sync.SyncMachine;
import io.dunlin.runtime.sync.SyncSettings;
import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.DeviceResources;
import io.dunlin.runtime.transport.coap.CoapContent;
import io.dunlin.runtime.transport.coap.CoapSettings;
import io.dunlin.runtime.transport.coap.CoapTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A device that has so many observations to give to a gateway, and nothing else: the product's sync
 * and CoAP over a real socket. Run by the caller's thread.
 */
final class Writer implements AutoCloseable {
  private static final long TICK_NANOS = 2_000_000;
  private static final int INBOX_MAX = 4_096;

  private final LinkedBlockingQueue<SyncInput> inbox = new LinkedBlockingQueue<>(INBOX_MAX);
  private final SyncMachine machine;
  private final CoapTransport transport;
  private final LogId log;
  private final long count;

  /** A writer whose observations are there from the start, as after a long absence. */
  static Writer open(ReplicaId id, String swarm, long count, long seed, BlobStore blobs)
      throws IOException {
    return open(id, swarm, count, seed, blobs, List.of());
  }

  /** The same with photos among its observations, which the store must have. */
  static Writer open(
      ReplicaId id, String swarm, long count, long seed, BlobStore blobs, List<BlobHash> photos)
      throws IOException {
    return new Writer(id, swarm, count, seed, blobs, photos);
  }

  private Writer(
      ReplicaId id, String swarm, long count, long seed, BlobStore blobs, List<BlobHash> photos)
      throws IOException {
    this.count = count;
    long epoch = (1L << 48) | (seed & 0xffff_ffffL);
    log = new LogId(id, epoch, Lane.TELEMETRY.number());
    var rows = new Rows(log, count, photos);
    machine =
        new SyncMachine(
            SyncSettings.of(id, epoch, swarm), rows.all(), rows, new SplittableRandom(seed));
    transport =
        CoapTransport.open(
            CoapSettings.loopback(0, id.toString()),
            (address, channel, payload) -> {
              if (channel == Channel.SYNC) {
                var _ = inbox.offer(new SyncInput.PacketReceived(address, payload));
              }
            },
            new CoapContent(DeviceResources.none(), blobs, false),
            _ -> {});
  }

  LogId log() {
    return log;
  }

  InetSocketAddress address() {
    String address = transport.address();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Talks to a gateway at this address, which is measured to carry so much. */
  void meet(InetSocketAddress gateway, long bytesPerSecond) {
    String address = "coap://127.0.0.1:" + gateway.getPort();
    step(new SyncInput.PeerConfigured(address, 1));
    step(new SyncInput.LinkRate(address, bytesPerSecond));
  }

  /** Works until the gateway holds so many for good, or the time is over; how many it holds. */
  long runUntil(long safe, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    long tick = System.nanoTime();
    while (safe() < safe && System.nanoTime() - end < 0) {
      SyncInput next = inbox.poll(Math.max(0, tick - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (next != null) step(next);
      if (System.nanoTime() - tick >= 0) {
        step(new SyncInput.Tick());
        tick = System.nanoTime() + TICK_NANOS;
      }
    }
    return safe();
  }

  /** How many of its observations a gateway said it has for good. */
  long safe() {
    long safe = 0;
    for (Knowledge held : machine.safe().values()) safe = Math.max(safe, held.of(log).count());
    return safe;
  }

  boolean isDone() {
    return safe() == count;
  }

  SyncCounters counters() {
    return machine.counters();
  }

  private void step(SyncInput input) {
    List<SyncEffect> effects = machine.step(input, System.nanoTime());
    for (SyncEffect effect : effects) {
      if (effect instanceof SyncEffect.Send(String address, byte[] packet)) {
        transport.send(address, Channel.SYNC, packet);
      }
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
