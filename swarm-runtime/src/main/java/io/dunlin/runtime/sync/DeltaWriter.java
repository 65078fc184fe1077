package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** Lays entries out in runs until the packet is full. See {@link Run} for the bytes. */
final class DeltaWriter {
  /**
   * What the entries of one packet may take once they are read, so that a packet of constant
   * columns does not become many megabytes.
   */
  static final int EXPANDED_BYTES_MAX = 128 * 1024;

  private static final int ENTRY_BYTES = 32;

  private final int bodyBytesMax;
  private final List<Run> closed = new ArrayList<>();
  private Run open = new Run(0);
  private int closedBytes;
  private int expandedBytes;

  DeltaWriter(int bodyBytesMax) {
    this.bodyBytesMax = bodyBytesMax;
  }

  static int expandedBytes(LogEntry entry) {
    return entry.body().length + ENTRY_BYTES;
  }

  /** What the entries taken so far are when they are read. */
  int expandedBytes() {
    return expandedBytes;
  }

  /** Takes the entry if it still fits; the packet is as it was if not. */
  boolean add(int reference, LogEntry entry) {
    boolean fits =
        expandedBytes + expandedBytes(entry) <= EXPANDED_BYTES_MAX
            && (open.isContinuedBy(reference, entry) ? goesOn(entry) : begins(reference, entry));
    expandedBytes += fits ? expandedBytes(entry) : 0;
    return fits;
  }

  private boolean goesOn(LogEntry entry) {
    open.add(entry);
    if (closedBytes + open.bytes(true) <= bodyBytesMax) {
      return true;
    }
    open.removeLast();
    return false;
  }

  private boolean begins(int reference, LogEntry entry) {
    var next = new Run(reference);
    next.add(entry);
    int before = closedBytes + (open.entries.isEmpty() ? 0 : open.bytes(false));
    if (before + next.bytes(true) > bodyBytesMax) {
      return false;
    }
    if (!open.entries.isEmpty()) {
      closed.add(open);
      closedBytes = before;
    }
    open = next;
    return true;
  }

  /** The body; empty if nothing was added. */
  byte[] toBytes() {
    var out = new ByteWriter();
    for (Run run : closed) {
      run.write(out, false);
    }
    if (!open.entries.isEmpty()) {
      open.write(out, true);
    }
    return out.toBytes();
  }
}
