package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How a task stands for the next plan. */
sealed interface Standing {

  /**
   * It has a result.
   *
   * @param holders devices of the island that have all the outputs that somebody still needs
   */
  record Done(Attempt result, SortedSet<ReplicaId> holders) implements Standing {
    public Done {
      holders = Collections.unmodifiableSortedSet(new TreeSet<>(holders));
    }
  }

  /** It runs, and stays where it runs. */
  record Running(Attempt attempt) implements Standing {}

  /** It is with a device that cannot be reached but still counts; nobody else gets it yet. */
  record Held(AttemptKey attempt) implements Standing {}

  /**
   * It is to be placed.
   *
   * @param now the attempt that the current plan or a device's transfer stands for, if any
   */
  record Open(@Nullable AttemptKey now) implements Standing {}

  /**
   * It cannot be placed now.
   *
   * @param reason in words that follow the task's name
   * @param impossible whether no member that was ever known could run it
   * @param over whether it never will be: too many failures, or abandoned
   */
  record Blocked(String reason, boolean impossible, boolean over) implements Standing {}
}
