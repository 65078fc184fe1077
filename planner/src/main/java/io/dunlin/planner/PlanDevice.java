package io.dunlin.planner;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A device that can run tasks: several at once within its cores and memory.
 *
 * @param speed relative; a task of w seconds of work needs w / speed
 * @param has hardware words it offers
 * @param readyAt seconds from zero until it takes the first task: its load now
 * @param at where it stands at zero; with {@code metresPerSecond} above 0 it travels to tasks that
 *     have a place
 */
public record PlanDevice(
    String name,
    double speed,
    int cores,
    long memoryBytes,
    SortedSet<String> has,
    double readyAt,
    @Nullable Place at,
    double metresPerSecond) {

  public PlanDevice {
    has = Collections.unmodifiableSortedSet(new TreeSet<>(has));
  }

  /** The classical processor: one task at a time, no other bound. */
  public static PlanDevice processor(String name, double speed) {
    return named(name, speed).build();
  }

  public static Builder named(String name, double speed) {
    return new Builder(name, speed);
  }

  /** Collects a device; values are checked by {@link Problem.Builder#build}. */
  public static final class Builder {
    private final String name;
    private final double speed;
    private int cores = 1;
    private long memoryBytes = Long.MAX_VALUE;
    private final SortedSet<String> has = new TreeSet<>();
    private double readyAt;
    private @Nullable Place at;
    private double metresPerSecond;

    private Builder(String name, double speed) {
      this.name = name;
      this.speed = speed;
    }

    public Builder cores(int count) {
      cores = count;
      return this;
    }

    public Builder memoryBytes(long bytes) {
      memoryBytes = bytes;
      return this;
    }

    public Builder has(Collection<String> words) {
      has.addAll(words);
      return this;
    }

    public Builder readyAt(double seconds) {
      readyAt = seconds;
      return this;
    }

    public Builder travels(Place from, double metresPerSecondOrZero) {
      at = from;
      metresPerSecond = metresPerSecondOrZero;
      return this;
    }

    public PlanDevice build() {
      return new PlanDevice(name, speed, cores, memoryBytes, has, readyAt, at, metresPerSecond);
    }
  }
}
