package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entry where it stands in a buffer, its CRC having been checked: for reading many without
 * making an object of each. Valid during the call it is handed to, and moved on after.
 */
public final class EntryView {
  private static final int LANE = 1;
  private static final int KIND = 2;
  private static final int ORIGIN = 3;
  private static final int EPOCH = 19;
  private static final int SEQ = 27;
  private static final int NANOS = 35;
  private static final int BODY = Frames.ENTRY_HEAD_BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[0];
  private int at;
  private int length;

  /** The log of the entry seen last: most often that of the next. */
  private @Nullable LogId last;

  EntryView() {}

  @SuppressWarnings("ReferenceEquality") // the same array, whatever is in it
  EntryView moveTo(byte[] to, int payloadAt, int payloadBytes) {
    if (bytes != to) bytes = to; // seldom: writing a reference costs the collector's barrier
    at = payloadAt;
    length = payloadBytes;
    return this;
  }

  /** Whether the payload is an entry with fields in their bounds. */
  boolean isEntry() {
    if (length < BODY) return false;
    int typeAndLane = Frames.intAt(bytes, at) >>> 16; // one load with one check of the bounds
    return typeAndLane >>> 8 == Frames.ENTRY
        && (typeAndLane & 0xff) <= LogId.LANE_MAX
        && seq() >= 1;
  }

  public int lane() {
    return bytes[at + LANE] & 0xff;
  }

  /** One of {@link io.dunlin.runtime.step.EntryKind}. */
  public byte kind() {
    return bytes[at + KIND];
  }

  public long seq() {
    return longAt(SEQ);
  }

  public long bootNanos() {
    return longAt(NANOS);
  }

  public int bodyBytes() {
    return length - BODY;
  }

  /** Bytes of the frame, all of it. */
  int frameBytes() {
    return Frames.HEAD_BYTES + length;
  }

  /** The log it stands in; makes an object only when that changes. */
  public LogId log() {
    LogId log = last;
    if (log == null || !isOf(log)) {
      var origin = new ReplicaId(longAt(ORIGIN), longAt(ORIGIN + 8));
      log = new LogId(origin, longAt(EPOCH), lane());
      last = log;
    }
    return log;
  }

  public boolean isOf(LogId log) {
    return longAt(ORIGIN + 8) == log.origin().low()
        && longAt(ORIGIN) == log.origin().high()
        && longAt(EPOCH) == log.epoch()
        && lane() == log.lane();
  }

  /** The entry as a value; its body is copied. */
  public LogEntry entry() {
    byte[] body = Arrays.copyOfRange(bytes, at + BODY, at + length);
    return new LogEntry(new Dot(log(), seq()), bootNanos(), kind(), body);
  }

  private long longAt(int field) {
    return (long) LONG.get(bytes, at + field);
  }
}
