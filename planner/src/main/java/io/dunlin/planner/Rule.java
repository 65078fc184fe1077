package io.dunlin.planner;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A rule on several tasks: all on one device, or no two on one device. A hard rule ({@code cost}
 * infinite) always holds; a weighted one costs that many seconds for each pair of tasks that breaks
 * it.
 */
public record Rule(Kind kind, SortedSet<String> tasks, double cost) {

  /** What the tasks must do. */
  public enum Kind {
    TOGETHER,
    APART
  }

  public Rule {
    tasks = Collections.unmodifiableSortedSet(new TreeSet<>(tasks));
  }

  public static Rule together(Collection<String> tasks) {
    return new Rule(Kind.TOGETHER, new TreeSet<>(tasks), Double.POSITIVE_INFINITY);
  }

  public static Rule apart(Collection<String> tasks) {
    return new Rule(Kind.APART, new TreeSet<>(tasks), Double.POSITIVE_INFINITY);
  }

  public boolean hard() {
    return Double.isInfinite(cost);
  }
}
