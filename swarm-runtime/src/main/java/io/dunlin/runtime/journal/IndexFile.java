package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.CausalCodec;
import io.dunlin.crdt.codec.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The index of a closed segment, kept beside it so that opening a journal need not read every
 * payload. It can be lost or damaged: then it is made again from the segment.
 *
 * <pre>
 * | magic "DUNLINX2" | number u64 | salt u64 | end u32 |
 * | damages varint | (position varint, bytes varint) * damages | logs varint |
 * | (log 25 | intervals | entries varint | bytes varint | kinds u32 | points varint
 *        | (position varint, lowest varint, span varint, newest u64) * points) * logs
 * | crc32c u32 of all before |
 * </pre>
 */
final class IndexFile {
  private static final long MAGIC = 0x44554e4c_494e5832L;
  private static final int FIXED_BYTES = 8 + 8 + 8 + 4;
  private static final int SUM_BYTES = 4;
  private static final int LOG_BYTES_MIN = CausalCodec.LOG_BYTES + 1 + 1 + 1 + 4 + 1;
  private static final int POINT_BYTES_MIN = 3 + 8;
  private static final int DAMAGE_BYTES_MIN = 2;

  /** Larger index files are not read: the segment is walked instead. */
  private static final int BYTES_MAX = 64 << 20;

  private IndexFile() {}

  /** Writes it without forcing: a torn one is noticed. */
  static void write(Disk disk, SegmentIndex index) throws IOException {
    byte[] body = encode(index);
    ByteBuffer all = ByteBuffer.allocate(body.length + SUM_BYTES).put(body);
    all.putInt(sum(body, body.length)).flip();
    String name = SegmentName.index(index.number);
    disk.delete(name);
    try (DiskFile file = disk.create(name, all.remaining())) {
      file.writeFully(all, 0);
    }
  }

  /** Reads it; empty when it is absent, damaged or of another segment. */
  static Optional<SegmentIndex> read(Disk disk, long number, long salt) {
    try (DiskFile file = disk.open(SegmentName.index(number))) {
      long size = file.size();
      if (size < FIXED_BYTES + 1 + SUM_BYTES || size > BYTES_MAX) return Optional.empty();
      byte[] all = new byte[(int) size];
      if (file.readFully(ByteBuffer.wrap(all), 0) < all.length) return Optional.empty();
      int body = all.length - SUM_BYTES;
      if (ByteBuffer.wrap(all).getInt(body) != sum(all, body)) return Optional.empty();
      SegmentIndex index = decode(Arrays.copyOf(all, body));
      boolean fits = index.number == number && index.salt == salt;
      return fits ? Optional.of(index) : Optional.empty();
    } catch (IOException | MalformedException _) {
      return Optional.empty();
    }
  }

  private static byte[] encode(SegmentIndex index) {
    ByteWriter to = new ByteWriter();
    to.u64(MAGIC).u64(index.number).u64(index.salt).u32(index.end);
    to.varint(index.damages.size());
    index.damages.forEach((position, bytes) -> to.varint(position).varint(bytes));
    to.varint(index.slices().size());
    for (Map.Entry<LogId, LogSlice> entry : index.slices().entrySet()) {
      LogSlice slice = entry.getValue();
      CausalCodec.write(to, entry.getKey());
      CausalCodec.write(to, slice.held.toIntervalSet());
      to.varint(slice.entries).varint(slice.bytes);
      to.u32(slice.kinds & 0xffff_ffffL).varint(slice.points());
      for (int i = 0; i < slice.points(); i++) {
        to.varint(slice.position(i)).varint(slice.lowest(i)).varint(slice.span(i));
        to.u64(slice.newest(i));
      }
    }
    return to.toBytes();
  }

  private static SegmentIndex decode(byte[] body) throws MalformedException {
    ByteReader from = new ByteReader(body);
    if (from.u64() != MAGIC) throw new MalformedException("not an index");
    SegmentIndex index = new SegmentIndex(from.u64(), from.u64());
    index.end = (int) from.u32();
    int damages = from.count(Integer.MAX_VALUE, DAMAGE_BYTES_MIN);
    for (int i = 0; i < damages; i++) index.damages.put(from.varint(), from.varint());
    int logs = from.count(Integer.MAX_VALUE, LOG_BYTES_MIN);
    for (int i = 0; i < logs; i++) {
      LogSlice slice = index.slice(CausalCodec.readLogId(from));
      IntervalSet held = CausalCodec.readIntervalSet(from);
      slice.held.addAll(held);
      slice.entries = from.varint();
      slice.bytes = from.varint();
      slice.kinds = (int) from.u32();
      int points = from.count(Integer.MAX_VALUE, POINT_BYTES_MIN);
      for (int j = 0; j < points; j++) {
        int position = from.varint(Integer.MAX_VALUE);
        slice.addPoint(position, from.varint(), from.varint(Integer.MAX_VALUE), from.u64());
      }
    }
    from.end();
    index.trim();
    return index;
  }

  private static int sum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
