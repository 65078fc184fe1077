package io.dunlin.runtime.journal;

/** What becomes of telemetry and bulk when their lane is full of what no gateway holds yet. */
public enum WhenFull {
  /** The newest are refused, and counted: what is here stays. */
  REFUSE,
  /** The oldest are dropped, and counted: the newest are taken. */
  DROP_OLDEST
}
