package io.dunlin.runtime.journal;

/**
 * Why the journal did not take an entry. Nothing was acknowledged; its dot may be handed out again.
 */
public enum Refusal {
  /** The disk has no room, or only what is kept in reserve for urgent and state entries. */
  DISK_FULL,
  /** The budget of the entry's lane is spent. */
  LANE_FULL,
  /** The disk failed. */
  IO,
  /** An own entry that does not follow the last one of its log, because that was refused. */
  OUT_OF_ORDER
}
