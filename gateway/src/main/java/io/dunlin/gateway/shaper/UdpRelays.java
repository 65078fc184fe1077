package io.dunlin.gateway.shaper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All datagram relays on one thread: receive, hold back, send on. */
final class UdpRelays implements AutoCloseable {
  private static final int HELD_MAX = 20_000;
  private static final int DATAGRAM_BYTES_MAX = 65_535;

  private final Selector selector = Selector.open();
  private final ConcurrentLinkedQueue<Side> fresh = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparingLong(Held::dueNanos).thenComparingLong(Held::number));
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
  private final Thread thread;
  private long numbers;
  private volatile boolean closed;

  /** One socket of a relay: hears one end; what it hears leaves by {@code out} to {@code to}. */
  private record Side(
      DatagramChannel in, DatagramChannel out, SocketAddress to, Direction direction) {}

  private record Held(
      long dueNanos, long number, byte[] bytes, DatagramChannel out, SocketAddress to) {}

  UdpRelays() throws IOException {
    thread = Thread.ofPlatform().name("shaper-udp").daemon().start(this::run);
  }

  Shaper.Ends add(InetSocketAddress realA, InetSocketAddress realB, Direction forth, Direction back)
      throws IOException {
    DatagramChannel atA = open();
    DatagramChannel atB = open();
    fresh.add(new Side(atA, atB, realB, forth));
    fresh.add(new Side(atB, atA, realA, back));
    selector.wakeup();
    return new Shaper.Ends(
        (InetSocketAddress) atA.getLocalAddress(), (InetSocketAddress) atB.getLocalAddress());
  }

  private static DatagramChannel open() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.bind(Shaper.anyLoopbackPort());
    channel.configureBlocking(false);
    return channel;
  }

  private void run() {
    try {
      while (!closed) {
        register();
        long waitMillis = held.isEmpty() ? 1000 : (held.peek().dueNanos() - now()) / 1_000_000;
        if (waitMillis > 0) selector.select(waitMillis);
        else selector.selectNow();
        for (SelectionKey key : selector.selectedKeys()) receive((Side) key.attachment());
        selector.selectedKeys().clear();
        deliver();
      }
    } catch (IOException | ClosedSelectorException e) {
      if (!closed) throw new IllegalStateException("the link shaper failed", e);
    }
  }

  private void register() throws IOException {
    for (Side side = fresh.poll(); side != null; side = fresh.poll()) {
      side.in().register(selector, SelectionKey.OP_READ, side);
    }
  }

  private void receive(Side side) throws IOException {
    while (true) {
      buffer.clear();
      if (side.in().receive(buffer) == null) return;
      buffer.flip();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      if (side.direction().drops(bytes)) continue;
      for (int copies = side.direction().repeats() ? 2 : 1; copies > 0; copies--) {
        long due = side.direction().arrivalOfDatagram(bytes.length, now());
        if (due < 0 || held.size() >= HELD_MAX) continue;
        held.add(new Held(due, numbers++, bytes, side.out(), side.to()));
      }
    }
  }

  private void deliver() {
    while (!held.isEmpty() && held.peek().dueNanos() <= now()) {
      Held next = held.poll();
      try {
        next.out().send(ByteBuffer.wrap(next.bytes()), next.to());
      } catch (IOException e) {
        // The far end is gone: on a radio nobody hears of it.
      }
    }
  }

  private static long now() {
    return System.nanoTime();
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    selector.wakeup();
    try {
      thread.join(1000);
      for (SelectionKey key : selector.keys()) key.channel().close();
      selector.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing sockets", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
