package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frames of a segment, numbers big-endian.
 *
 * <pre>
 * frame: | length u32 | crc32c u32 | payload, length bytes |
 * entry: | type u8 = 1 | lane u8 | kind u8 | origin 16 | epoch u64 | seq u64 | bootNanos u64 | body |
 * mark:  | type u8 = 2 | committed u32 |    every byte before this position is on the medium
 * </pre>
 *
 * The CRC is that of the payload, xor a mix of the segment's salt, the position and the length: a
 * frame is right only where it was written, so stale, moved or embedded copies of a frame do not
 * count. The salt is random and never leaves the device. (A CRC is linear, so this binds as well as
 * summing them with the payload would, and takes one call for each frame.)
 */
final class Frames {
  static final int HEAD_BYTES = 8;
  static final int ENTRY_HEAD_BYTES = 1 + 1 + 1 + ReplicaId.BYTES + 8 + 8 + 8;
  static final int MARK_FRAME_BYTES = HEAD_BYTES + 1 + 4;
  static final int PAYLOAD_BYTES_MAX = ENTRY_HEAD_BYTES + LogEntry.BODY_BYTES_MAX;
  static final int FRAME_BYTES_MAX = HEAD_BYTES + PAYLOAD_BYTES_MAX;
  static final byte ENTRY = 1;
  static final byte MARK = 2;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final CRC32C crc = new CRC32C();

  static int bytes(LogEntry entry) {
    return HEAD_BYTES + ENTRY_HEAD_BYTES + entry.body().length;
  }

  /** Puts the frame of an entry that will stand at {@code position}. */
  void putEntry(ByteBuffer to, long salt, int position, LogEntry entry) {
    int start = begin(to);
    LogId log = entry.dot().log();
    to.put(ENTRY).put((byte) log.lane()).put(entry.kind());
    to.putLong(log.origin().high()).putLong(log.origin().low()).putLong(log.epoch());
    to.putLong(entry.dot().seq()).putLong(entry.bootNanos()).put(entry.body());
    end(to, start, salt, position);
  }

  /** Puts a mark that will stand at {@code position}. */
  void putMark(ByteBuffer to, long salt, int position, int committed) {
    int start = begin(to);
    to.put(MARK).putInt(committed);
    end(to, start, salt, position);
  }

  private static int begin(ByteBuffer to) {
    int start = to.position();
    to.putLong(0);
    return start;
  }

  private void end(ByteBuffer to, int start, long salt, int position) {
    int length = to.position() - start - HEAD_BYTES;
    int sum = sum(salt, position, to.array(), to.arrayOffset() + start + HEAD_BYTES, length);
    to.putInt(start, length).putInt(start + 4, sum);
  }

  int sum(long salt, int position, byte[] bytes, int from, int length) {
    crc.reset();
    crc.update(bytes, from, length);
    return (int) crc.getValue() ^ mix(salt, position, length);
  }

  static boolean isMark(byte[] in, int from, int length) {
    return length == MARK_FRAME_BYTES - HEAD_BYTES && in[from] == MARK;
  }

  static long committed(byte[] in, int mark) {
    return intAt(in, mark + 1) & 0xffff_ffffL;
  }

  static int intAt(byte[] in, int at) {
    return (int) INT.get(in, at);
  }

  /** Spreads its input over 32 bits: the finalizer of MurmurHash3 (Appleby). */
  static int mix(long salt, int position, int length) {
    long z = salt ^ ((long) position << 32 | length);
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (z >>> 32);
  }
}
