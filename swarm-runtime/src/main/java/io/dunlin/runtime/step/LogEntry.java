package io.dunlin.runtime.step;

import io.dunlin.crdt.causal.Dot;
import java.util.Arrays;

/**
 * One entry of a log: what the journal keeps and sync carries, own and others' alike. A dot has one
 * content for ever. The body is not copied; nobody writes to it.
 *
 * @param dot where it stands: log and sequence number
 * @param bootNanos monotonic nanoseconds since the origin's process started
 * @param kind one of {@link EntryKind}
 * @param body at most {@link #BODY_BYTES_MAX} bytes
 */
public record LogEntry(Dot dot, long bootNanos, byte kind, byte[] body) {
  /** Larger things are blobs. */
  public static final int BODY_BYTES_MAX = 64 * 1024;

  public LogEntry {
    if (body.length > BODY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "entry body of " + body.length + " bytes, at most " + BODY_BYTES_MAX);
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LogEntry(Dot d, long nanos, byte k, byte[] b)
        && dot.equals(d)
        && bootNanos == nanos
        && kind == k
        && Arrays.equals(body, b);
  }

  @Override
  public int hashCode() {
    return dot.hashCode();
  }

  @Override
  public String toString() {
    return "LogEntry[" + dot + " kind " + kind + ", " + body.length + " B]";
  }
}
