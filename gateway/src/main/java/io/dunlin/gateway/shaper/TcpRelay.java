package io.dunlin.gateway.shaper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A relay in front of one stream server. A loss is a stall; while the link is down nothing is read,
 * so the senders' windows fill up, as they would.
 */
final class TcpRelay implements AutoCloseable {
  private static final int PIECE_BYTES = 1460;
  private static final int PIECES_MAX = 256;
  private static final long DOWN_CHECK_MILLIS = 10;

  private final InetSocketAddress server;
  private final Direction forth;
  private final Direction back;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Some bytes and when they come out; none of them means the stream has ended. */
  private record Piece(byte[] bytes, long dueNanos) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private static final Piece END = new Piece(new byte[0], 0);

  TcpRelay(InetSocketAddress server, Direction forth, Direction back) throws IOException {
    this.server = server;
    this.forth = forth;
    this.back = back;
    listener = new ServerSocket();
    listener.bind(Shaper.anyLoopbackPort());
    Thread.ofVirtual().name("shaper-accept").start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    open.add(client);
    var upstream = new Socket();
    open.add(upstream);
    try {
      awaitUp(forth);
      client.setTcpNoDelay(true);
      upstream.connect(server, 5000);
      upstream.setTcpNoDelay(true);
      pump(client, upstream, forth);
      pump(upstream, client, back);
    } catch (IOException | InterruptedException e) {
      end(client);
      end(upstream);
    }
  }

  private void pump(Socket from, Socket to, Direction direction) {
    BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES_MAX);
    Thread.ofVirtual().start(() -> read(from, direction, pieces));
    Thread.ofVirtual().start(() -> write(to, from, pieces));
  }

  private void read(Socket from, Direction direction, BlockingQueue<Piece> pieces) {
    try {
      byte[] buffer = new byte[PIECE_BYTES];
      while (true) {
        awaitUp(direction);
        int count = from.getInputStream().read(buffer);
        if (count < 0) break;
        awaitUp(direction);
        byte[] bytes = Arrays.copyOf(buffer, count);
        pieces.put(new Piece(bytes, direction.arrivalOfPiece(count, System.nanoTime())));
      }
    } catch (IOException | InterruptedException e) {
      // The reader's end closes the writer's below.
    } finally {
      try {
        pieces.put(END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void write(Socket to, Socket from, BlockingQueue<Piece> pieces) {
    try {
      for (Piece piece = pieces.take(); !piece.isEnd(); piece = pieces.take()) {
        long wait = piece.dueNanos() - System.nanoTime();
        if (wait > 0) TimeUnit.NANOSECONDS.sleep(wait);
        to.getOutputStream().write(piece.bytes());
      }
    } catch (IOException | InterruptedException e) {
      drain(to, from, pieces);
      return;
    }
    end(to);
    end(from);
  }

  /** Closes both ends and lets the reader finish, which may be waiting for room. */
  private void drain(Socket to, Socket from, BlockingQueue<Piece> pieces) {
    end(to);
    end(from);
    try {
      boolean ended = false;
      while (!ended) ended = pieces.take().isEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitUp(Direction direction) throws InterruptedException {
    while (!direction.isUp() && !listener.isClosed()) Thread.sleep(DOWN_CHECK_MILLIS);
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to do with it.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing a relay", e);
    }
    Set.copyOf(open).forEach(this::end);
  }
}
