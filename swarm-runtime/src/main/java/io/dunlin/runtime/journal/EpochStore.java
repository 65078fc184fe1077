package io.dunlin.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/**
 * Gives each start of the process an epoch that was never used before, and has it on the medium
 * before it is used.
 *
 * <pre>
 * file "epoch": | magic "DUNLINE1" | starts u16 | epoch u64 | crc32c u32 of all before |
 * epoch:        | starts u16 | random 48 |
 * </pre>
 *
 * The random part makes an epoch new even when the disk was rolled back, cloned or lost its
 * counter. The counter stays at 65,535 when it gets there.
 */
public final class EpochStore {
  private static final String FILE = "epoch";
  private static final String FRESH = "epoch.new";
  private static final long MAGIC = 0x44554e4c_494e4531L;
  private static final int BYTES = 8 + 2 + 8 + 4;
  private static final int STARTS_MAX = 0xffff;
  private static final int RANDOM_BITS = 48;

  private EpochStore() {}

  /**
   * Another epoch for a process that runs, because its own is in use elsewhere. Not on the medium:
   * the counter may come again, the random part will not.
   *
   * @param bits 64 random bits that a copy of this process does not have too
   */
  public static long renewed(long epoch, long bits) {
    return (long) Math.min(STARTS_MAX, starts(epoch) + 1) << RANDOM_BITS
        | bits >>> (64 - RANDOM_BITS);
  }

  /** The start counter inside an epoch. */
  public static int starts(long epoch) {
    return (int) (epoch >>> RANDOM_BITS);
  }

  /**
   * Begins the next epoch; durable when this returns.
   *
   * @param random its 48 bits must differ after a disk was rolled back, so they come from outside
   * @param startsSeen the counter goes on from here when this is higher than what is on the disk; 0
   *     when nothing is known
   * @throws IOException when it could not be made durable: do not start
   */
  public static long begin(Disk disk, RandomGenerator random, int startsSeen) throws IOException {
    int starts = Math.min(STARTS_MAX, Math.max(read(disk), startsSeen) + 1);
    long epoch = (long) starts << RANDOM_BITS | random.nextLong() >>> (64 - RANDOM_BITS);
    ByteBuffer file = ByteBuffer.allocate(BYTES).putLong(MAGIC).putShort((short) starts);
    file.putLong(epoch).putInt(sum(file.array())).flip();
    disk.delete(FRESH);
    try (DiskFile to = disk.create(FRESH, BYTES)) {
      to.writeFully(file, 0);
      to.force();
    }
    disk.rename(FRESH, FILE);
    disk.forceDirectory();
    return epoch;
  }

  /** The counter on disk, by the journal's segments when the file is absent or damaged. */
  private static int read(Disk disk) throws IOException {
    if (disk.list().contains(FILE)) {
      ByteBuffer from = ByteBuffer.allocate(BYTES);
      try (DiskFile file = disk.open(FILE)) {
        file.readFully(from, 0);
      }
      boolean right = from.getLong(0) == MAGIC && from.getInt(BYTES - 4) == sum(from.array());
      if (right) return from.getShort(8) & 0xffff;
    }
    return SegmentFiles.list(disk).newestStarts();
  }

  private static int sum(byte[] file) {
    CRC32C crc = new CRC32C();
    crc.update(file, 0, BYTES - 4);
    return (int) crc.getValue();
  }
}
