package io.dunlin.runtime.step;

import java.util.List;

/**
 * A protocol as a function from input and time to effects. Same inputs, same times, same seed: same
 * effects. Effects are carried out in order. A machine is owned by one thread and never blocks.
 *
 * @param <I> the machine's own sealed input
 * @param <E> the machine's own sealed effect
 */
public interface Machine<I, E> {

  /**
   * Takes one input and says what follows from it.
   *
   * @param nowNanos monotonic time of this process; never less than at the step before
   */
  List<E> step(I input, long nowNanos);
}
