package io.dunlin.planner;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A task to be placed. It runs on one device without pause, holding {@code cores} and {@code
 * memoryBytes} while it runs. Everything but name and effort has a default that leaves the
 * classical model: one core, no memory, no needs.
 *
 * @param needs hardware words that the device must have, all of them
 * @param release earliest start, seconds
 * @param deadline latest wished end, seconds; lateness is minimised before the makespan, it is
 *     never an error
 * @param priority at least 1; a second of lateness weighs this much
 * @param pinned device names it may run on; empty means any
 * @param forbidden device names it may not run on
 * @param at where it happens, when the device must travel there
 */
public record PlanTask(
    String name,
    Effort effort,
    int cores,
    long memoryBytes,
    SortedSet<String> needs,
    double release,
    @Nullable Double deadline,
    int priority,
    SortedSet<String> pinned,
    SortedSet<String> forbidden,
    @Nullable Place at) {

  public PlanTask {
    needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
    pinned = Collections.unmodifiableSortedSet(new TreeSet<>(pinned));
    forbidden = Collections.unmodifiableSortedSet(new TreeSet<>(forbidden));
  }

  /** A task of this many seconds at speed 1. */
  public static PlanTask work(String name, double seconds) {
    return named(name, new Effort.Work(seconds)).build();
  }

  public static Builder named(String name, Effort effort) {
    return new Builder(name, effort);
  }

  /** Collects a task; values are checked by {@link Problem.Builder#build}. */
  public static final class Builder {
    private final String name;
    private final Effort effort;
    private int cores = 1;
    private long memoryBytes;
    private final SortedSet<String> needs = new TreeSet<>();
    private double release;
    private @Nullable Double deadline;
    private int priority = 1;
    private final SortedSet<String> pinned = new TreeSet<>();
    private final SortedSet<String> forbidden = new TreeSet<>();
    private @Nullable Place at;

    private Builder(String name, Effort effort) {
      this.name = name;
      this.effort = effort;
    }

    public Builder cores(int count) {
      cores = count;
      return this;
    }

    public Builder memoryBytes(long bytes) {
      memoryBytes = bytes;
      return this;
    }

    public Builder needs(Collection<String> words) {
      needs.addAll(words);
      return this;
    }

    public Builder release(double seconds) {
      release = seconds;
      return this;
    }

    public Builder deadline(@Nullable Double seconds) {
      deadline = seconds;
      return this;
    }

    public Builder priority(int weight) {
      priority = weight;
      return this;
    }

    public Builder pinned(Collection<String> devices) {
      pinned.addAll(devices);
      return this;
    }

    public Builder forbidden(Collection<String> devices) {
      forbidden.addAll(devices);
      return this;
    }

    public Builder at(@Nullable Place place) {
      at = place;
      return this;
    }

    public PlanTask build() {
      return new PlanTask(
          name,
          effort,
          cores,
          memoryBytes,
          needs,
          release,
          deadline,
          priority,
          pinned,
          forbidden,
          at);
    }
  }
}
