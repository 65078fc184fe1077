package io.dunlin.bench;

import java.io.PrintWriter;
import java.util.List;

/**
 * What the caller asked of a family.
 *
 * @param quick fewer repetitions and smaller sizes: figures of the right magnitude, not for the
 *     README
 * @param only beginnings of the names of the measurements wanted; empty means all
 * @param talk where progress is told, never data
 */
public record Run(boolean quick, List<String> only, PrintWriter talk) {
  public Run {
    only = List.copyOf(only);
  }

  /** Whether a measurement of this name, or some below it, is wanted. */
  public boolean wants(String name) {
    return only.isEmpty()
        || only.stream().anyMatch(wanted -> name.startsWith(wanted) || wanted.startsWith(name));
  }

  /** The first number in a quick run, else the second. */
  public int sized(int small, int full) {
    return quick ? small : full;
  }

  public void say(String words) {
    talk.println(words);
    talk.flush();
  }
}
