package io.dunlin.runtime.journal;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.CausalCodec;
import io.dunlin.crdt.codec.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file {@code freed}. When it is lost, what was freed is fetched again from whoever has it: no
 * record is lost by it, only the count of those that were dropped.
 *
 * <pre>
 * | magic "DUNLINF1" | dropped u64 * 4 lanes | knowledge | crc32c u32 of all before |
 * </pre>
 */
final class FreedFile {
  private static final String FILE = "freed";
  private static final String FRESH = "freed.new";
  private static final long MAGIC = 0x44554e4c_494e4631L;
  private static final int SUM_BYTES = 4;
  private static final int BYTES_MAX = 16 << 20;

  private FreedFile() {}

  /** Replaces the file; on the medium when this returns. */
  static void write(Disk disk, Freed freed) throws IOException {
    ByteWriter to = new ByteWriter().u64(MAGIC);
    for (long dropped : freed.dropped()) to.u64(dropped);
    CausalCodec.write(to, freed.entries());
    byte[] body = to.toBytes();
    ByteBuffer all = ByteBuffer.allocate(body.length + SUM_BYTES).put(body);
    all.putInt(sum(body, body.length)).flip();
    disk.delete(FRESH);
    try (DiskFile file = disk.create(FRESH, all.remaining())) {
      file.writeFully(all, 0);
      file.force();
    }
    disk.rename(FRESH, FILE);
    disk.forceDirectory();
  }

  /** Nothing when it is absent or damaged. */
  static Freed read(Disk disk) throws IOException {
    if (!disk.list().contains(FILE)) return Freed.NOTHING;
    try (DiskFile file = disk.open(FILE)) {
      long size = file.size();
      if (size < SUM_BYTES || size > BYTES_MAX) return Freed.NOTHING;
      byte[] all = new byte[(int) size];
      if (file.readFully(ByteBuffer.wrap(all), 0) < all.length) return Freed.NOTHING;
      int body = all.length - SUM_BYTES;
      if (ByteBuffer.wrap(all).getInt(body) != sum(all, body)) return Freed.NOTHING;
      return decode(Arrays.copyOf(all, body));
    } catch (IOException | MalformedException _) {
      return Freed.NOTHING;
    }
  }

  private static Freed decode(byte[] body) throws MalformedException {
    ByteReader from = new ByteReader(body);
    if (from.u64() != MAGIC) throw new MalformedException("not what was freed");
    List<Long> dropped = new ArrayList<>();
    for (int i = 0; i < JournalLimits.LANES; i++) dropped.add(from.u64());
    Freed freed = new Freed(CausalCodec.readKnowledge(from), dropped);
    from.end();
    return freed;
  }

  private static int sum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
