package io.dunlin.runtime.transport.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A UDP link between one client and one server that loses, delays, limits and spoils datagrams. */
final class LossyRelay implements AutoCloseable {
  private final DatagramSocket front = socket();
  private final DatagramSocket back = socket();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final AtomicReference<@Nullable SocketAddress> client = new AtomicReference<>();
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final SocketAddress server;
  private final double loss;
  private final long delayNanos;
  private final long bytesPerSecond;
  private final UnaryOperator<byte[]> spoil;

  LossyRelay(
      String server,
      double loss,
      long delayMillis,
      long bytesPerSecond,
      UnaryOperator<byte[]> spoil) {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port(server));
    this.loss = loss;
    this.delayNanos = delayMillis * 1_000_000;
    this.bytesPerSecond = bytesPerSecond;
    this.spoil = spoil;
    start("to-server", new Way(1, front, back, true));
    start("to-client", new Way(2, back, front, false));
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static DatagramSocket socket() {
    try {
      var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setReceiveBufferSize(1 << 20);
      return socket;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void start(String name, Way way) {
    Thread.ofPlatform().daemon().name(name).start(way);
  }

  String address() {
    return "coap://127.0.0.1:" + front.getLocalPort();
  }

  private final class Way implements Runnable {
    private final SplittableRandom random;
    private final DatagramSocket in;
    private final DatagramSocket out;
    private final boolean toServer;
    private long freeNanos = System.nanoTime();

    Way(long seed, DatagramSocket in, DatagramSocket out, boolean toServer) {
      this.random = new SplittableRandom(seed);
      this.in = in;
      this.out = out;
      this.toServer = toServer;
    }

    @Override
    public void run() {
      var packet = new DatagramPacket(new byte[2_048], 2_048);
      while (open.get()) {
        try {
          packet.setLength(2_048);
          in.receive(packet);
        } catch (IOException _) {
          return;
        }
        if (toServer) {
          client.set(packet.getSocketAddress());
        }
        if (random.nextDouble() >= loss) {
          pass(Arrays.copyOf(packet.getData(), packet.getLength()));
        }
      }
    }

    private void pass(byte[] bytes) {
      byte[] passed = toServer ? bytes : spoil.apply(bytes);
      long now = System.nanoTime();
      freeNanos = Math.max(freeNanos, now) + bytes.length * 1_000_000_000L / bytesPerSecond;
      var _ =
          clock.schedule(() -> emit(passed), freeNanos + delayNanos - now, TimeUnit.NANOSECONDS);
    }

    private void emit(byte[] bytes) {
      SocketAddress to = toServer ? server : client.get();
      if (to != null && open.get()) {
        try {
          out.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException _) {
          open.set(false);
        }
      }
    }
  }

  @Override
  public void close() {
    open.set(false);
    front.close();
    back.close();
    clock.shutdownNow();
  }
}
