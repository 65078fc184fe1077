package io.dunlin.crdt.log;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LiveDots;
import io.dunlin.crdt.causal.Stamp;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines that many replicas append at once, read in one order everywhere: by stamp, then dot. A late
 * line finds its place among the earlier ones. Lines may be taken away and leave nothing behind.
 * Space O(lines + logs), join O(lines / 64), reading O(lines log lines).
 *
 * @param alive the lines that nobody has taken away
 * @param context the writes seen
 * @param <V> what a line says; must have an {@code equals}
 */
public record SortedLog<V>(LiveDots<Said<V>> alive, Knowledge context)
    implements Causal<SortedLog<V>> {
  /** What a write said, and when as far as the writer knew. */
  public record Said<V>(Stamp stamp, V value) {}

  /** One line, with its name. */
  public record Line<V>(Stamp stamp, Dot dot, V value) implements Comparable<Line<V>> {
    @Override
    public int compareTo(Line<V> other) {
      int byStamp = stamp.compareTo(other.stamp);
      return byStamp != 0 ? byStamp : dot.compareTo(other.dot);
    }
  }

  /** No line. */
  public static <V> SortedLog<V> empty() {
    return new SortedLog<>(LiveDots.none(), Knowledge.empty());
  }

  /** The delta that appends a line; the dot must be new. */
  public SortedLog<V> append(Dot dot, Stamp stamp, V value) {
    return new SortedLog<>(LiveDots.of(dot, new Said<>(stamp, value)), Knowledge.empty().plus(dot));
  }

  /** The delta that takes these lines away, so far as they are seen here. */
  public SortedLog<V> retire(Knowledge dots) {
    return new SortedLog<>(LiveDots.none(), context.intersect(dots));
  }

  /** The lines, earliest first; a fresh list. */
  public List<Line<V>> lines() {
    List<Line<V>> lines = new ArrayList<>();
    alive.forEach((dot, said) -> lines.add(new Line<>(said.stamp(), dot, said.value())));
    lines.sort(null);
    return lines;
  }

  @Override
  public Knowledge dots() {
    return alive.dots();
  }

  @Override
  public boolean isBottom() {
    return alive.isEmpty();
  }

  @Override
  public SortedLog<V> bottom() {
    return empty();
  }

  @Override
  public SortedLog<V> under(Knowledge other) {
    return new SortedLog<>(alive, other);
  }

  @Override
  public SortedLog<V> only(Knowledge some) {
    return new SortedLog<>(alive.only(some), some);
  }

  @Override
  public SortedLog<V> joinAlive(Knowledge mine, SortedLog<V> other, Knowledge theirs) {
    return new SortedLog<>(alive.join(mine, other.alive, theirs), mine);
  }
}
