package io.dunlin.crdt.causal;

import io.dunlin.crdt.ReplicaId;
import java.util.Objects;

/**
 * Names one write for ever: the seq-th entry of a log. A dot is never given out twice and has one
 * content.
 *
 * @param log the log it stands in
 * @param seq its place, from 1
 */
public record Dot(LogId log, long seq) implements Comparable<Dot> {
  /**
   * Checks the place.
   *
   * @throws IllegalArgumentException if seq is below 1
   */
  public Dot {
    Objects.requireNonNull(log);
    if (seq < 1) {
      throw new IllegalArgumentException("seq " + seq + " is below 1");
    }
  }

  /** The seq-th entry of the log (origin, epoch, lane). */
  public static Dot of(ReplicaId origin, long epoch, int lane, long seq) {
    return new Dot(new LogId(origin, epoch, lane), seq);
  }

  /** Who wrote it. */
  public ReplicaId origin() {
    return log.origin();
  }

  @Override
  public int compareTo(Dot other) {
    int byLog = log.compareTo(other.log);
    return byLog != 0 ? byLog : Long.compare(seq, other.seq);
  }

  /** {@code origin/epoch/lane/seq}. */
  @Override
  public String toString() {
    return log + "/" + seq;
  }
}
