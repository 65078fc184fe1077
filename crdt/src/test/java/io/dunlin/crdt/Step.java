package io.dunlin.crdt;

/**
 * One step in the life of a few replicas.
 *
 * @param kind what happens
 * @param replica to whom
 * @param from for a delivery, which delta; for a sync, whose state
 * @param op for a write, which operation of the type
 * @param argument for a write, on what
 * @param millis for a write, its stamp: few values, so that ties are common
 */
public record Step(Kind kind, int replica, int from, int op, int argument, int millis) {
  /** What may happen. */
  public enum Kind {
    /** A replica writes. */
    WRITE,
    /** A delta made earlier, by anybody, arrives; maybe again, maybe before what it builds on. */
    DELIVER,
    /** The whole state of another replica arrives. */
    SYNC
  }
}
