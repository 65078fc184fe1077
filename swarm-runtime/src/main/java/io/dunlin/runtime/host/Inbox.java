package io.dunlin.runtime.host;

import io.dunlin.runtime.node.NodeInput;
import io.dunlin.runtime.transport.Channel;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the owner thread. Packets are dropped when half of it is full, as a radio would;
 * answers that the device itself asked for always find room, since what may be asked is bounded.
 */
final class Inbox {
  static final int CAPACITY = 8_192;

  private final LinkedBlockingQueue<NodeInput> queue = new LinkedBlockingQueue<>(CAPACITY);
  private final AtomicLong dropped = new AtomicLong();

  void packet(String address, Channel channel, byte[] payload) {
    if (queue.size() >= CAPACITY / 2
        || !queue.offer(new NodeInput.PacketReceived(address, channel, payload))) {
      dropped.incrementAndGet();
    }
  }

  /**
   * Hands over what must not be lost.
   *
   * @throws IllegalStateException when the owner thread has fallen behind beyond the bound, which
   *     stops the process: a device that cannot keep up with itself is not healthy
   */
  void put(NodeInput input) {
    if (!queue.offer(input)) {
      throw new IllegalStateException("the device's inbox of " + CAPACITY + " inputs is full");
    }
  }

  @Nullable NodeInput poll(long waitNanos) throws InterruptedException {
    return waitNanos <= 0 ? queue.poll() : queue.poll(waitNanos, TimeUnit.NANOSECONDS);
  }

  long dropped() {
    return dropped.get();
  }
}
