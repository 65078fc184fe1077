package io.dunlin.planner;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a planner may spend. The search ends at the time limit or at the iteration limit, whichever
 * comes first; with the iteration limit first, the same problem and seed give the same plan on any
 * machine.
 *
 * @param timeLimit of the search, counted from the call
 * @param nanoClock monotonic nanoseconds, the only clock the planner sees
 * @param seed of every random choice
 * @param iterationsMax evaluated moves in all; 0 asks for the best list schedule only
 * @param executor runs the workers beyond the calling thread; null means the calling thread alone
 * @param threads workers in all, the calling thread included; at least 1
 */
public record Budget(
    Duration timeLimit,
    LongSupplier nanoClock,
    long seed,
    long iterationsMax,
    @Nullable Executor executor,
    int threads) {

  public Budget {
    if (timeLimit.isNegative()) {
      throw new IllegalArgumentException("time limit " + timeLimit + " is negative");
    }
    if (iterationsMax < 0) {
      throw new IllegalArgumentException("iterations " + iterationsMax + " below 0");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + " below 1");
    }
  }

  /** The calling thread alone, bounded by time. */
  public static Budget of(Duration timeLimit, LongSupplier nanoClock, long seed) {
    return new Budget(timeLimit, nanoClock, seed, Long.MAX_VALUE, null, 1);
  }

  /** The calling thread alone, bounded by moves only: repeatable. */
  public static Budget iterations(long iterationsMax, long seed) {
    return new Budget(Duration.ofDays(1), () -> 0L, seed, iterationsMax, null, 1);
  }
}
