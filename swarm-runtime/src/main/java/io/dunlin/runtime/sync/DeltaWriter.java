package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays entries out in columns until the packet is full.
 *
 * <pre>
 * body: | run* |
 * run:  | reference varint | first seq varint | count varint | shape u8 |
 *       | boot time varint | first difference zigzag | difference of differences zigzag * (count - 2) |
 *       | kind u8, once or count times | length varint, once or count times | body * count |
 * </pre>
 *
 * Shape bit 0: all of one kind; bit 1: all of one length.
 */
final class DeltaWriter {
  static final int ONE_KIND = 1;
  static final int ONE_LENGTH = 2;

  /** Longest run of one packet; a longer one is begun anew. */
  static final int COUNT_MAX = 1_000;

  private final int bodyBytesMax;
  private final List<Run> closed = new ArrayList<>();
  private Run open = new Run(0);
  private int closedBytes;

  DeltaWriter(int bodyBytesMax) {
    this.bodyBytesMax = bodyBytesMax;
  }

  boolean isEmpty() {
    return closed.isEmpty() && open.entries.isEmpty();
  }

  /** Takes the entry if it still fits; the packet is as it was if not. */
  boolean add(int reference, LogEntry entry) {
    if (open.isContinuedBy(reference, entry)) {
      if (closedBytes + open.bytesWith(entry) > bodyBytesMax) {
        return false;
      }
      open.add(entry);
      return true;
    }
    var next = new Run(reference);
    int before = closedBytes + (open.entries.isEmpty() ? 0 : open.bytes());
    if (before + next.bytesWith(entry) > bodyBytesMax) {
      return false;
    }
    if (!open.entries.isEmpty()) {
      closed.add(open);
      closedBytes = before;
    }
    next.add(entry);
    open = next;
    return true;
  }

  /** The body; empty if nothing was added. */
  byte[] toBytes() {
    var out = new ByteWriter();
    for (Run run : closed) {
      run.write(out);
    }
    if (!open.entries.isEmpty()) {
      open.write(out);
    }
    return out.toBytes();
  }

  private static final class Run {
    final int reference;
    final List<LogEntry> entries = new ArrayList<>();
    private int timeBytes;
    private int lengthBytes;
    private int bodyBytes;
    private boolean oneKind = true;
    private boolean oneLength = true;

    Run(int reference) {
      this.reference = reference;
    }

    boolean isContinuedBy(int other, LogEntry entry) {
      return !entries.isEmpty()
          && reference == other
          && entries.size() < COUNT_MAX
          && entries.getLast().dot().seq() + 1 == entry.dot().seq();
    }

    void add(LogEntry entry) {
      timeBytes += timeBytes(entry);
      lengthBytes += SummaryWriter.size(entry.body().length);
      bodyBytes += entry.body().length;
      oneKind = staysOneKind(entry);
      oneLength = staysOneLength(entry);
      entries.add(entry);
    }

    private boolean staysOneKind(LogEntry entry) {
      return oneKind && (entries.isEmpty() || entries.getFirst().kind() == entry.kind());
    }

    private boolean staysOneLength(LogEntry entry) {
      return oneLength
          && (entries.isEmpty() || entries.getFirst().body().length == entry.body().length);
    }

    private int timeBytes(LogEntry entry) {
      long value = timeColumn(entries.size(), entry.bootNanos());
      return entries.isEmpty() ? varintBytes(value) : varintBytes((value << 1) ^ (value >> 63));
    }

    /** What stands in the time column at this place; arithmetic wraps, as it does in reading. */
    private long timeColumn(int place, long nanos) {
      if (place == 0) {
        return nanos;
      }
      long difference = nanos - entries.get(place - 1).bootNanos();
      return place == 1
          ? difference
          : difference - (entries.get(place - 1).bootNanos() - entries.get(place - 2).bootNanos());
    }

    int bytes() {
      long first = entries.getFirst().dot().seq();
      return bytes(first, entries.size(), timeBytes, lengthBytes, bodyBytes, oneKind, oneLength);
    }

    int bytesWith(LogEntry entry) {
      return bytes(
          entries.isEmpty() ? entry.dot().seq() : entries.getFirst().dot().seq(),
          entries.size() + 1,
          timeBytes + timeBytes(entry),
          lengthBytes + SummaryWriter.size(entry.body().length),
          bodyBytes + entry.body().length,
          staysOneKind(entry),
          staysOneLength(entry));
    }

    private int bytes(
        long first,
        int count,
        int times,
        int lengths,
        int bodies,
        boolean oneKind,
        boolean oneLength) {
      int lengthColumn = oneLength ? lengths / count : lengths;
      return SummaryWriter.size(reference)
          + SummaryWriter.size(first)
          + SummaryWriter.size(count)
          + 1
          + times
          + (oneKind ? 1 : count)
          + lengthColumn
          + bodies;
    }

    void write(ByteWriter out) {
      out.varint(reference).varint(entries.getFirst().dot().seq()).varint(entries.size());
      out.u8((oneKind ? ONE_KIND : 0) | (oneLength ? ONE_LENGTH : 0));
      for (int i = 0; i < entries.size(); i++) {
        long value = timeColumn(i, entries.get(i).bootNanos());
        if (i == 0) {
          out.varint(value);
        } else {
          out.zigzag(value);
        }
      }
      for (LogEntry entry : oneKind ? entries.subList(0, 1) : entries) {
        out.u8(entry.kind() & 0xff);
      }
      for (LogEntry entry : oneLength ? entries.subList(0, 1) : entries) {
        out.varint(entry.body().length);
      }
      for (LogEntry entry : entries) {
        out.raw(entry.body());
      }
    }
  }

  private static int varintBytes(long value) {
    return value < 0 ? 10 : SummaryWriter.size(value);
  }
}
