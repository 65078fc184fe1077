package io.dunlin.planner.search;

import io.dunlin.planner.Budget;
import io.dunlin.planner.Radio;
import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;

/**
 * Walks from several starts, cooling from hot to cold within the budget. Workers share nothing but
 * the starts, so with an iteration budget the outcome depends on seed and thread count alone. The
 * best start is never lost.
 */
public final class AnytimeSearch {
  /** Tasks above which places are estimated before one is tried. */
  private static final int LARGE_ABOVE = 1_500;

  /** Of the budget, for the walk before an exact search and for both. */
  private static final double SHORT_WALK_SHARE = 0.1;

  private static final double EXACT_SHARE = 0.8;
  private static final long SHORT_WALK_STEPS = 20_000;

  private static final int UNCLAIMED = 0;
  private static final int CLAIMED = 1;

  private final CompactProblem problem;
  private final List<Candidate> starts;
  private final Budget budget;
  private final long startNanos;
  private final boolean classical;
  private Candidate exactBest;
  private boolean proved;

  /**
   * Prepares a search.
   *
   * @param starts best first, at least one
   * @param startNanos from when the time limit counts, by the clock of the budget
   */
  public AnytimeSearch(
      CompactProblem problem, List<Candidate> starts, Budget budget, long startNanos) {
    this.problem = problem;
    this.starts = List.copyOf(starts);
    this.budget = budget;
    this.startNanos = startNanos;
    exactBest = starts.getFirst();
    classical = budget.iterationsMax() > 0 && classical(problem, starts.getFirst());
  }

  /** The classical model is planned by reinsertion, all others by decoding. */
  private static boolean classical(CompactProblem problem, Candidate start) {
    for (int d = 0; d < problem.devices; d++) {
      if (!problem.oneAtATime(d) || problem.problem.devices().get(d).metresPerSecond() > 0) {
        return false;
      }
    }
    for (int t = 0; t < problem.tasks; t++) {
      if (problem.together[t].length > 0 || problem.deadline[t] < Double.POSITIVE_INFINITY) {
        return false;
      }
    }
    if (problem.problem.radio() != Radio.NONE || !problem.softRules.isEmpty()) {
      return false;
    }
    // What runs already may break the model; then the two would not agree.
    SolutionGraph graph = new SolutionGraph(problem);
    graph.load(start.order(), start.device());
    return graph.makespan() <= start.cost().makespan() * (1 + 1e-9);
  }

  /** The best found. */
  public Candidate run() {
    if (problem.tasks == 0 || budget.iterationsMax() == 0) {
      return starts.getFirst();
    }
    if (classical && problem.tasks <= ExactSearch.TASKS_MAX) {
      ExactSearch exact = new ExactSearch(problem, afterShortWalk(), exactLimit());
      proved = exact.run();
      exactBest = exact.best();
      if (proved) {
        return exactBest;
      }
    }
    int threads = budget.threads();
    Candidate[] found = new Candidate[threads];
    AtomicIntegerArray claims = new AtomicIntegerArray(threads);
    CompletableFuture<?>[] pending = new CompletableFuture<?>[threads - 1];
    Executor executor = budget.executor();
    for (int worker = 1; worker < threads; worker++) {
      int number = worker;
      Runnable work =
          () -> {
            if (claims.compareAndSet(number, UNCLAIMED, CLAIMED)) {
              found[number] = walk(number);
            }
          };
      pending[worker - 1] =
          executor == null
              ? CompletableFuture.completedFuture(null)
              : CompletableFuture.runAsync(work, executor);
    }
    found[0] = walk(0);
    for (int worker = 1; worker < threads; worker++) {
      // A worker that no thread took up is done here: at once when time is over, in full when moves
      // are counted.
      if (claims.compareAndSet(worker, UNCLAIMED, CLAIMED)) {
        found[worker] = walk(worker);
      } else {
        pending[worker - 1].join();
      }
    }
    Candidate best = exactBest;
    for (Candidate candidate : found) {
      if (candidate.cost().compareTo(best.cost()) < 0) {
        best = candidate;
      }
    }
    return best;
  }

  /** True when the last run went through every schedule: what it returned is an optimum. */
  public boolean proved() {
    return proved;
  }

  /** The lower the cost to beat, the more of the tree is cut. */
  private Candidate afterShortWalk() {
    LocalSearch search = search(new SplittableRandom(budget.seed()));
    search.load(starts.getFirst().order(), starts.getFirst().device());
    long steps = Math.min(SHORT_WALK_STEPS, (long) (SHORT_WALK_SHARE * budget.iterationsMax()));
    new Cooling(search, problem.tasks, steps, Cooling.HOT, () -> elapsedShare() / SHORT_WALK_SHARE)
        .run();
    return search.best();
  }

  /** Most of the budget, in time or in nodes. */
  private BooleanSupplier exactLimit() {
    long[] nodes = {0};
    return () -> {
      nodes[0] += ExactSearch.NODES_BETWEEN_LOOKS;
      return nodes[0] > EXACT_SHARE * budget.iterationsMax() || elapsedShare() > EXACT_SHARE;
    };
  }

  private Candidate walk(int worker) {
    SplittableRandom random = new SplittableRandom(budget.seed());
    for (int i = 0; i < worker; i++) {
      random = random.split();
    }
    LocalSearch search = search(random);
    long steps = budget.iterationsMax() / budget.threads();
    if (search instanceof ReinsertionSearch && problem.problem.homes().isEmpty()) {
      new Restarts(search, starts, problem.tasks, steps, this::elapsedShare)
          .run(worker, budget.threads());
    } else {
      Candidate start = starts.get(worker % starts.size());
      search.load(start.order(), start.device());
      new Cooling(search, problem.tasks, steps, startTemperature(), this::elapsedShare).run();
    }
    return search.best();
  }

  /** A plan under way is a better start than any list's: the heat must not undo it. */
  private double startTemperature() {
    if (Arrays.stream(problem.moveSeconds).anyMatch(seconds -> seconds > 0)) return Cooling.WARM;
    return problem.problem.homes().isEmpty() ? Cooling.HOT : Cooling.LUKEWARM;
  }

  private LocalSearch search(SplittableRandom random) {
    if (!classical) {
      return new MoveSearch(problem, new FullDecoder(problem), random);
    }
    return problem.tasks > LARGE_ABOVE
        ? new EstimateSearch(problem, random)
        : new ReinsertionSearch(problem, random);
  }

  private double elapsedShare() {
    long limit = budget.timeLimit().toNanos();
    long elapsed = budget.nanoClock().getAsLong() - startNanos;
    return elapsed >= limit ? 1 : (double) elapsed / limit;
  }
}
