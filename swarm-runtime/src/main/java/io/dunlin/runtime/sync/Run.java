package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one log without a gap, on their way into a delta. Laid out plainly, in columns, or as
 * a single one: whichever is smallest.
 *
 * <pre>
 * run:    | reference varint | first seq varint | count varint, unless single | shape u8 | … |
 * plain:  | time varint | difference zigzag | difference of differences zigzag * (count - 2) |
 *         | kind u8, once or count times | length varint, once or count times | body * count |
 * single: | time varint | kind u8, if not in the shape | length varint, if not the last run | body |
 * </pre>
 *
 * The shape stands before the count.
 */
final class Run {
  static final int ONE_KIND = 0x01;
  static final int ONE_LENGTH = 0x02;
  static final int COLUMNS = 0x04;
  static final int UNIT_SHIFT = 3;
  static final int UNITS = 0x18;
  static final int REST = 0x20;
  static final int SINGLE = 0x80;

  /** Kinds 1 to 7 have room in the shape of a single entry. */
  static final int KINDS = 0x07;

  /** Longest run of one packet; a longer one is begun anew. */
  static final int COUNT_MAX = 1_000;

  final int reference;
  final List<LogEntry> entries = new ArrayList<>();
  private TimeUnit unit = TimeUnit.MILLIS;
  private @Nullable ColumnLayout columns = new ColumnLayout(unit);
  private int timeBytes;
  private int lengthBytes;
  private int bodyBytes;
  private boolean oneKind;
  private boolean oneLength;

  Run(int reference) {
    this.reference = reference;
  }

  /** May this entry follow in this run? */
  boolean isContinuedBy(int other, LogEntry entry) {
    return !entries.isEmpty()
        && reference == other
        && entries.size() < COUNT_MAX
        && entries.getLast().dot().seq() + 1 == entry.dot().seq();
  }

  void add(LogEntry entry) {
    TimeUnit finer = unit.finer(TimeUnit.of(entry.bootNanos()));
    entries.add(entry);
    if (finer == unit) {
      count(entries.size() - 1);
    } else {
      unit = finer;
      countAll();
    }
  }

  /** Takes the last entry out again. */
  void removeLast() {
    entries.removeLast();
    unit = TimeUnit.MILLIS;
    for (LogEntry entry : entries) {
      unit = unit.finer(TimeUnit.of(entry.bootNanos()));
    }
    countAll();
  }

  private void countAll() {
    columns = new ColumnLayout(unit);
    timeBytes = 0;
    lengthBytes = 0;
    bodyBytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      count(i);
    }
  }

  private void count(int place) {
    LogEntry entry = entries.get(place);
    LogEntry first = entries.getFirst();
    oneKind = place == 0 || (oneKind && entry.kind() == first.kind());
    oneLength = place == 0 || (oneLength && entry.body().length == first.body().length);
    long time = timeColumn(place);
    timeBytes += NumberColumn.varintBytes(place == 0 ? time : NumberColumn.zigzag(time));
    lengthBytes += SummaryWriter.size(entry.body().length);
    bodyBytes += entry.body().length;
    if (columns != null && !columns.add(entry)) {
      columns = null;
    }
  }

  /** What stands in the time column at this place; arithmetic wraps, as it does in reading. */
  private long timeColumn(int place) {
    return switch (place) {
      case 0 -> time(0);
      case 1 -> time(1) - time(0);
      default -> time(place) - 2 * time(place - 1) + time(place - 2);
    };
  }

  private long time(int place) {
    return entries.get(place).bootNanos() / unit.nanos;
  }

  private boolean isSingle() {
    return entries.size() == 1;
  }

  private boolean isKindInShape() {
    int kind = entries.getFirst().kind();
    return kind > 0 && kind <= KINDS;
  }

  /**
   * Bytes of this run.
   *
   * @param last nothing follows in the packet
   */
  int bytes(boolean last) {
    int head =
        SummaryWriter.size(reference) + SummaryWriter.size(entries.getFirst().dot().seq()) + 1;
    if (isSingle()) {
      return head + timeBytes + (isKindInShape() ? 0 : 1) + (last ? 0 : lengthBytes) + bodyBytes;
    }
    return head + SummaryWriter.size(entries.size()) + Math.min(plainBytes(), columnBytes());
  }

  private int plainBytes() {
    return timeBytes
        + (oneKind ? 1 : entries.size())
        + (oneLength ? lengthBytes / entries.size() : lengthBytes)
        + bodyBytes;
  }

  private int columnBytes() {
    return columns == null ? Integer.MAX_VALUE : columns.bytes();
  }

  void write(ByteWriter out, boolean last) {
    int units = unit.number << UNIT_SHIFT;
    out.varint(reference).varint(entries.getFirst().dot().seq());
    if (isSingle()) {
      writeSingle(out, units, last);
    } else if (columns != null && columns.bytes() < plainBytes()) {
      out.u8(COLUMNS | units).varint(entries.size());
      columns.write(out);
    } else {
      out.u8((oneKind ? ONE_KIND : 0) | (oneLength ? ONE_LENGTH : 0) | units);
      out.varint(entries.size());
      writePlain(out);
    }
  }

  private void writeSingle(ByteWriter out, int units, boolean last) {
    LogEntry entry = entries.getFirst();
    int kind = isKindInShape() ? entry.kind() : 0;
    out.u8(SINGLE | (last ? REST : 0) | units | kind);
    out.varint(time(0));
    if (kind == 0) {
      out.u8(entry.kind() & 0xff);
    }
    if (last) {
      out.raw(entry.body());
    } else {
      out.bytes(entry.body());
    }
  }

  private void writePlain(ByteWriter out) {
    out.varint(time(0));
    for (int i = 1; i < entries.size(); i++) {
      out.zigzag(timeColumn(i));
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
