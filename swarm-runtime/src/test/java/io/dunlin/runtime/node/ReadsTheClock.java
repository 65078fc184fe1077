package io.dunlin.runtime.node;

/** An offender that the architecture test must catch. */
public final class ReadsTheClock {
  public long now() {
    return System.nanoTime();
  }
}
