package io.dunlin.crdt.causal;

import io.dunlin.crdt.Lattice;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Which entries of which logs are seen: an immutable map from log to a non-empty set of places,
 * holes included, never only a maximum.
 *
 * <p>Kept as two sorted arrays. Looking up costs O(log logs), adding to a known log copies one
 * array of references, joins and differences cost O(logs + runs).
 */
public final class Knowledge implements Lattice<Knowledge> {
  private static final Knowledge EMPTY = new Knowledge(new LogId[0], new IntervalSet[0]);

  private final LogId[] logs;
  private final IntervalSet[] seen;

  private Knowledge(LogId[] logs, IntervalSet[] seen) {
    this.logs = logs;
    this.seen = seen;
  }

  /** Nothing seen. */
  public static Knowledge empty() {
    return EMPTY;
  }

  /** What any of them has seen; O(n log n) in their sizes. */
  public static Knowledge joinAll(List<Knowledge> all) {
    return switch (all.size()) {
      case 0 -> EMPTY;
      case 1 -> all.getFirst();
      default -> {
        int half = all.size() / 2;
        yield joinAll(all.subList(0, half)).join(joinAll(all.subList(half, all.size())));
      }
    };
  }

  /** How many logs. */
  int size() {
    return logs.length;
  }

  /** The at-th log, in ascending order. */
  LogId log(int at) {
    return logs[at];
  }

  /** What is seen of the at-th log. */
  IntervalSet seen(int at) {
    return seen[at];
  }

  /** What is seen of this log; the empty set if it is unknown. */
  public IntervalSet of(LogId log) {
    int at = Arrays.binarySearch(logs, log);
    return at < 0 ? IntervalSet.empty() : seen[at];
  }

  /** Is this write seen? */
  public boolean contains(Dot dot) {
    return of(dot.log()).contains(dot.seq());
  }

  /** This and one write more. */
  public Knowledge plus(Dot dot) {
    return with(dot.log(), of(dot.log()).plus(dot.seq()));
  }

  /** This and more places of a log. */
  public Knowledge plus(LogId log, IntervalSet places) {
    return with(log, of(log).union(places));
  }

  private Knowledge with(LogId log, IntervalSet places) {
    int at = Arrays.binarySearch(logs, log);
    if (at >= 0) {
      if (seen[at].equals(places)) {
        return this;
      }
      IntervalSet[] changed = seen.clone();
      changed[at] = places;
      return new Knowledge(logs, changed);
    }
    if (places.isEmpty()) {
      return this;
    }
    Builder entries = new Builder(logs.length + 1);
    int insertion = -at - 1;
    entries.addAll(this, 0, insertion);
    entries.add(log, places);
    entries.addAll(this, insertion, logs.length);
    return entries.build();
  }

  /** What either has seen. */
  @Override
  public Knowledge join(Knowledge other) {
    if (other.isEmpty()) {
      return this;
    }
    Builder entries = new Builder(logs.length + other.logs.length);
    int i = 0;
    int j = 0;
    while (i < logs.length && j < other.logs.length) {
      int order = logs[i].compareTo(other.logs[j]);
      if (order < 0) {
        entries.add(logs[i], seen[i++]);
      } else if (order > 0) {
        entries.add(other.logs[j], other.seen[j++]);
      } else {
        entries.add(logs[i], seen[i++].union(other.seen[j++]));
      }
    }
    entries.addAll(this, i, logs.length);
    entries.addAll(other, j, other.logs.length);
    return entries.build();
  }

  /** What this has seen and the other has not. */
  public Knowledge minus(Knowledge other) {
    Builder entries = new Builder(logs.length);
    int j = 0;
    for (int i = 0; i < logs.length; i++) {
      while (j < other.logs.length && other.logs[j].compareTo(logs[i]) < 0) {
        j++;
      }
      boolean shared = j < other.logs.length && other.logs[j].equals(logs[i]);
      entries.add(logs[i], shared ? seen[i].minus(other.seen[j]) : seen[i]);
    }
    return entries.build();
  }

  /** What both have seen. */
  public Knowledge intersect(Knowledge other) {
    Builder entries = new Builder(Math.min(logs.length, other.logs.length));
    int i = 0;
    int j = 0;
    while (i < logs.length && j < other.logs.length) {
      int order = logs[i].compareTo(other.logs[j]);
      if (order == 0) {
        entries.add(logs[i], seen[i].intersect(other.seen[j]));
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return entries.build();
  }

  /** Has this seen everything the other has? */
  public boolean containsAll(Knowledge other) {
    int i = 0;
    for (int j = 0; j < other.logs.length; j++) {
      while (i < logs.length && logs[i].compareTo(other.logs[j]) < 0) {
        i++;
      }
      if (i == logs.length
          || !logs[i].equals(other.logs[j])
          || !seen[i].containsAll(other.seen[j])) {
        return false;
      }
    }
    return true;
  }

  /** Is nothing seen? */
  public boolean isEmpty() {
    return logs.length == 0;
  }

  /**
   * The logs and what is seen of each, never empty; a fresh map that cannot be changed, O(logs).
   */
  public SortedMap<LogId, IntervalSet> logs() {
    TreeMap<LogId, IntervalSet> map = new TreeMap<>();
    for (int i = 0; i < logs.length; i++) {
      map.put(logs[i], seen[i]);
    }
    return Collections.unmodifiableSortedMap(map);
  }

  /** Every write seen, one after the other, ascending; as many as {@link #count}. */
  public Stream<Dot> stream() {
    return IntStream.range(0, logs.length)
        .boxed()
        .flatMap(i ->
            seen[i].runs().stream()
                .flatMapToLong(run -> LongStream.rangeClosed(run.first(), run.last()))
                .mapToObj(seq -> new Dot(logs[i], seq)));
  }

  /** A part for each write. */
  @Override
  public Stream<Knowledge> decompose() {
    return stream().map(EMPTY::plus);
  }

  /** Costs O(logs + runs). */
  @Override
  public Optional<Knowledge> difference(Knowledge other) {
    return Optional.of(minus(other)).filter(some -> !some.isEmpty());
  }

  /**
   * How many writes are seen, over all logs; {@link Long#MAX_VALUE} if there are more than that.
   */
  public long count() {
    long count = 0;
    for (IntervalSet places : seen) {
      count += places.count();
      if (count < 0) {
        return Long.MAX_VALUE;
      }
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Knowledge that
        && Arrays.equals(logs, that.logs)
        && Arrays.equals(seen, that.seen);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(logs) + Arrays.hashCode(seen);
  }

  @Override
  public String toString() {
    return logs().toString();
  }

  /** Collects logs in ascending order; leaves out those of which nothing is seen. */
  public static final class Builder {
    private final LogId[] logs;
    private final IntervalSet[] seen;
    private int size;

    /** Room for so many logs, no more. */
    public Builder(int logsMax) {
      logs = new LogId[logsMax];
      seen = new IntervalSet[logsMax];
    }

    /**
     * Adds what is seen of a log.
     *
     * @throws IllegalArgumentException unless the log comes after all before it
     */
    public Builder add(LogId log, IntervalSet places) {
      if (places.isEmpty()) {
        return this;
      }
      if (size > 0 && logs[size - 1].compareTo(log) >= 0) {
        throw new IllegalArgumentException("not in ascending order: " + log);
      }
      logs[size] = log;
      seen[size++] = places;
      return this;
    }

    private void addAll(Knowledge from, int start, int end) {
      for (int i = start; i < end; i++) {
        add(from.logs[i], from.seen[i]);
      }
    }

    /** What was added. */
    public Knowledge build() {
      return size == 0
          ? EMPTY
          : new Knowledge(Arrays.copyOf(logs, size), Arrays.copyOf(seen, size));
    }
  }
}
