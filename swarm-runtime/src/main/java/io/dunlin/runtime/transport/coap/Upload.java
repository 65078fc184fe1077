package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * One blob that is pushed to us: blocks go in at one end, a thread of its own stores what comes out
 * at the other. At most {@link #QUEUED_MAX} blocks stand between.
 */
final class Upload implements AutoCloseable {
  private static final int QUEUED_MAX = 16;
  private static final long PATIENCE_SECONDS = 10;
  private static final byte[] END = new byte[0];
  private static final byte[] BROKEN = new byte[0];

  private final ArrayBlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(QUEUED_MAX);
  private final FutureTask<BlobHash> storing;
  private boolean ended;

  Upload(BlobStore store) {
    storing = new FutureTask<>(() -> store.put(new Blocks()));
    Thread.ofPlatform().daemon().name("dunlin-upload").start(storing);
  }

  void write(byte[] block) throws IOException {
    if (block.length > 0) {
      hand(block);
    }
  }

  /** The hash of all that was written, stored under it. */
  BlobHash complete() throws IOException {
    hand(END);
    ended = true;
    try {
      return storing.get();
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("while storing");
    }
  }

  private void hand(byte[] block) throws IOException {
    try {
      if (storing.isDone() || !blocks.offer(block, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the store takes no more");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("while storing");
    }
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      blocks.clear();
      blocks.add(BROKEN);
    }
  }

  private final class Blocks extends InputStream {
    private byte[] block = new byte[0];
    private int position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // END and BROKEN are marks, not content.
    public int read(byte[] into, int offset, int length) throws IOException {
      while (position == block.length && block != END) {
        try {
          block = blocks.take();
          position = 0;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("upload stopped");
        }
        if (block == BROKEN) {
          throw new IOException("upload given up by its sender");
        }
      }
      if (block == END) {
        return -1;
      }
      int taken = Math.min(length, block.length - position);
      System.arraycopy(block, position, into, offset, taken);
      position += taken;
      return taken;
    }
  }
}
