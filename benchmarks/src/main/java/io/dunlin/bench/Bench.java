package io.dunlin.bench;

import java.util.List;

/** A family of measurements, such as {@code planner}: one class, one line in {@link Main}. */
public interface Bench {
  /** The word on the command line; lower case. */
  String name();

  /** What the family measures, in a sentence for the help. */
  String about();

  /**
   * Measures ours and the peer's one after the other, as often as the run asks.
   *
   * @return what was measured, in the order in which a reader wants it
   * @throws Exception when something could not be measured; its message says what was missing
   */
  List<Measurement> measure(Run run) throws Exception;
}
