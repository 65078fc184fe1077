package io.dunlin.planner;

/** What transfers compete for. */
public enum Radio {
  /** Nothing: any number of transfers at once, the classical model. */
  NONE,
  /**
   * One half-duplex radio for each device: at most one transfer at a time at either end of each
   * hop.
   */
  HALF_DUPLEX,
  /** One channel for all: one transfer at a time in the whole swarm. */
  SHARED
}
