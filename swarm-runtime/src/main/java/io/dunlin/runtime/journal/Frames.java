package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.nio.ByteBuffer;
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
 * The CRC covers {@code | salt u64 | position u32 | length u32 | payload |}: a frame is right only
 * where it was written, so stale, moved or embedded copies of a frame do not count. The salt is
 * random and never leaves the device.
 */
final class Frames {
  static final int HEAD_BYTES = 8;
  static final int ENTRY_HEAD_BYTES = 1 + 1 + 1 + ReplicaId.BYTES + 8 + 8 + 8;
  static final int MARK_FRAME_BYTES = HEAD_BYTES + 1 + 4;
  static final int PAYLOAD_BYTES_MAX = ENTRY_HEAD_BYTES + LogEntry.BODY_BYTES_MAX;
  static final int FRAME_BYTES_MAX = HEAD_BYTES + PAYLOAD_BYTES_MAX;
  static final byte ENTRY = 1;
  static final byte MARK = 2;

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer prefix = ByteBuffer.allocate(8 + 4 + 4);

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
    to.putInt(0).putInt(0);
    return start;
  }

  private void end(ByteBuffer to, int start, long salt, int position) {
    int length = to.position() - start - HEAD_BYTES;
    int sum = sum(salt, position, length, to.slice(start + HEAD_BYTES, length));
    to.putInt(start, length).putInt(start + 4, sum);
  }

  int sum(long salt, int position, int length, ByteBuffer payload) {
    prefix.clear().putLong(salt).putInt(position).putInt(length).flip();
    crc.reset();
    crc.update(prefix);
    crc.update(payload);
    return (int) crc.getValue();
  }

  /** Whether the payload, whose CRC was right, is an entry with fields in their bounds. */
  static boolean isEntry(ByteBuffer payload) {
    int at = payload.position();
    return payload.remaining() >= ENTRY_HEAD_BYTES
        && payload.get(at) == ENTRY
        && (payload.get(at + 1) & 0xff) <= LogId.LANE_MAX
        && seq(payload) >= 1;
  }

  static boolean isMark(ByteBuffer payload) {
    return payload.remaining() == MARK_FRAME_BYTES - HEAD_BYTES
        && payload.get(payload.position()) == MARK;
  }

  static long committed(ByteBuffer mark) {
    return mark.getInt(mark.position() + 1) & 0xffff_ffffL;
  }

  static int lane(ByteBuffer entry) {
    return entry.get(entry.position() + 1);
  }

  static byte kind(ByteBuffer entry) {
    return entry.get(entry.position() + 2);
  }

  static long seq(ByteBuffer entry) {
    return entry.getLong(entry.position() + 27);
  }

  static LogId log(ByteBuffer entry) {
    int at = entry.position();
    return new LogId(
        new ReplicaId(entry.getLong(at + 3), entry.getLong(at + 11)),
        entry.getLong(at + 19),
        lane(entry));
  }

  /** Whether an entry stands in this log; makes no garbage. */
  static boolean isOf(ByteBuffer entry, LogId log) {
    int at = entry.position();
    return entry.getLong(at + 11) == log.origin().low()
        && entry.getLong(at + 3) == log.origin().high()
        && entry.getLong(at + 19) == log.epoch()
        && lane(entry) == log.lane();
  }

  /** The entry; its body is copied. */
  static LogEntry entry(ByteBuffer payload) {
    int at = payload.position();
    byte[] body = new byte[payload.remaining() - ENTRY_HEAD_BYTES];
    payload.get(at + ENTRY_HEAD_BYTES, body);
    return new LogEntry(
        new Dot(log(payload), seq(payload)), payload.getLong(at + 35), kind(payload), body);
  }
}
