package io.dunlin.crdt.codec;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Bytes of a kind that a fair writer does not make, and what reading them may cost. */
public final class HostileBytes {
  private HostileBytes() {}

  /** Something to read; the outcome does not matter. */
  public interface Reading {
    void read(byte[] bytes) throws MalformedException;
  }

  /** Good bytes cut, flipped, lengthened and repeated; or noise with varints that claim a lot. */
  public static byte[] from(byte[] good, SplittableRandom random) {
    byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 8));
    switch (random.nextInt(4)) {
      case 0 -> random.nextBytes(bytes);
      case 1 -> Arrays.fill(bytes, random.nextInt(bytes.length + 1), bytes.length, (byte) 0xff);
      default -> flip(bytes, random);
    }
    return bytes;
  }

  private static void flip(byte[] bytes, SplittableRandom random) {
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  /** Bytes allocated by this thread during one reading. */
  public static long allocatedBy(Reading reading, byte[] bytes) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      reading.read(bytes);
    } catch (MalformedException e) {
      return threads.getCurrentThreadAllocatedBytes() - before;
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
