package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The head of a segment file, written twice, in sectors of its own; frames follow the second copy.
 *
 * <pre>
 * | magic "DUNLINJ1" | version u16 | ends u16 | device 16 | epoch u64 | number u64 | salt u64 |
 * | (number u64, end u32) * ends | crc32c u32 of all before | zeros up to 512 |
 * </pre>
 *
 * @param device whose journal it is
 * @param epoch of the process that wrote it
 * @param number write order: a higher number was begun later
 * @param salt random, part of every frame's CRC
 * @param ends number to end of earlier segments: what stands before the end is on the medium, what
 *     stands behind it is void
 */
record SegmentHeader(
    ReplicaId device, long epoch, long number, long salt, SortedMap<Long, Integer> ends) {
  static final int COPY_BYTES = 512;

  /** Where the first frame stands. */
  static final int BYTES = 2 * COPY_BYTES;

  /** Earlier segments of which a header tells the end. */
  static final int ENDS_MAX = 24;

  static final int VERSION = 2;
  private static final long MAGIC = 0x44554e4c_494e4a31L;
  private static final int FIXED_BYTES = 8 + 2 + 2 + 16 + 8 + 8 + 8;
  private static final int END_BYTES = 8 + 4;

  SegmentHeader {
    ends = Collections.unmodifiableSortedMap(new TreeMap<>(ends));
    if (ends.size() > ENDS_MAX) throw new IllegalArgumentException(ends.size() + " ends");
  }

  /** Both copies, ready to be written at position 0. */
  ByteBuffer encode() {
    ByteBuffer to = ByteBuffer.allocate(BYTES);
    to.putLong(MAGIC).putShort((short) VERSION).putShort((short) ends.size());
    to.putLong(device.high()).putLong(device.low()).putLong(epoch).putLong(number).putLong(salt);
    for (Map.Entry<Long, Integer> end : ends.entrySet()) {
      to.putLong(end.getKey()).putInt(end.getValue());
    }
    to.putInt(sum(to, 0, to.position()));
    to.put(COPY_BYTES, to, 0, to.position());
    return to.clear();
  }

  /** The first copy that is right; empty when neither is. */
  static Optional<SegmentHeader> decode(ByteBuffer from) {
    Optional<SegmentHeader> first = decodeAt(from, 0);
    return first.isPresent() ? first : decodeAt(from, COPY_BYTES);
  }

  private static Optional<SegmentHeader> decodeAt(ByteBuffer from, int at) {
    if (from.limit() < at + COPY_BYTES || from.getLong(at) != MAGIC) return Optional.empty();
    int count = from.getShort(at + 10) & 0xffff;
    int length = FIXED_BYTES + count * END_BYTES;
    if (from.getShort(at + 8) != VERSION
        || count > ENDS_MAX
        || from.getInt(at + length) != sum(from, at, length)) {
      return Optional.empty();
    }
    SortedMap<Long, Integer> ends = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      int end = at + FIXED_BYTES + i * END_BYTES;
      ends.put(from.getLong(end), from.getInt(end + 8));
    }
    ReplicaId device = new ReplicaId(from.getLong(at + 12), from.getLong(at + 20));
    return Optional.of(
        new SegmentHeader(
            device, from.getLong(at + 28), from.getLong(at + 36), from.getLong(at + 44), ends));
  }

  /** The version of a header that is right and not ours; 0 when there is none such. */
  static int otherVersion(ByteBuffer from) {
    if (from.limit() < COPY_BYTES || from.getLong(0) != MAGIC) return 0;
    int version = from.getShort(8) & 0xffff;
    int length = FIXED_BYTES + (from.getShort(10) & 0xffff) * END_BYTES;
    boolean right = length + 4 <= COPY_BYTES && from.getInt(length) == sum(from, 0, length);
    return right && version != VERSION ? version : 0;
  }

  private static int sum(ByteBuffer of, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(of.slice(at, length));
    return (int) crc.getValue();
  }
}
