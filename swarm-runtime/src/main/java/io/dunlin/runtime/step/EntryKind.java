package io.dunlin.runtime.step;

/** What the body of a log entry is. The numbers are written to disk and wire and never change. */
public final class EntryKind {
  /** Columns of integers of one series; see {@code io.dunlin.runtime.state.Observation}. */
  public static final byte OBSERVATION = 1;

  /** A change of SwarmState; see {@code io.dunlin.crdt.codec.ChangeCodec}. */
  public static final byte STATE = 2;

  /** First entry of an epoch: seals the epoch before. */
  public static final byte EPOCH_START = 3;

  /** Maps monotonic time of this epoch to UTC; see {@code io.dunlin.runtime.state.ClockAnchor}. */
  public static final byte ANCHOR = 4;

  private EntryKind() {}
}
