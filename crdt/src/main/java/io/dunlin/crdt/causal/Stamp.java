package io.dunlin.crdt.causal;

/**
 * A reading of a hybrid logical clock. Breaks ties between writes that did not know of each other;
 * says nothing reliable about time.
 *
 * @param millis milliseconds since 1970 as far as the writer knew; any value
 * @param counter readings within the same millisecond, from 0
 */
public record Stamp(long millis, int counter) implements Comparable<Stamp> {
  /**
   * Checks the counter.
   *
   * @throws IllegalArgumentException if counter is negative
   */
  public Stamp {
    if (counter < 0) {
      throw new IllegalArgumentException("counter " + counter + " is negative");
    }
  }

  @Override
  public int compareTo(Stamp other) {
    int byMillis = Long.compare(millis, other.millis);
    return byMillis != 0 ? byMillis : Integer.compare(counter, other.counter);
  }

  /** The next greater stamp. */
  Stamp next() {
    return counter < Integer.MAX_VALUE
        ? new Stamp(millis, counter + 1)
        : new Stamp(Math.addExact(millis, 1), 0);
  }
}
