package io.dunlin.gateway.intake;

import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects findings about one file; at most {@link #MAX} are kept, and how many more is counted.
 */
final class Findings {
  static final int MAX = 50;

  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;
  private int dropped;

  void error(String code, Position at, String pointer, String message, String allowed) {
    add(code, Severity.ERROR, at, pointer, message, allowed, null);
  }

  void error(
      String code,
      Position at,
      String pointer,
      String message,
      String allowed,
      @Nullable String nearest) {
    add(code, Severity.ERROR, at, pointer, message, allowed, nearest);
  }

  void warning(String code, Position at, String pointer, String message, String allowed) {
    add(code, Severity.WARNING, at, pointer, message, allowed, null);
  }

  private void add(
      String code,
      Severity severity,
      Position at,
      String pointer,
      String message,
      String allowed,
      @Nullable String nearest) {
    if (severity == Severity.ERROR) errors++;
    if (found.size() == MAX) {
      dropped++;
      return;
    }
    found.add(
        new Diagnostic(code, severity, at.line(), at.column(), pointer, message, allowed, nearest));
  }

  boolean anyError() {
    return errors > 0;
  }

  /** By place in the file; the last one says how many more there were. */
  List<Diagnostic> sorted() {
    var sorted = new ArrayList<>(found);
    sorted.sort(Diagnostic.BY_PLACE);
    if (dropped > 0) {
      sorted.add(
          new Diagnostic(
              Code.TOO_MANY_VALUES,
              errors > 0 ? Severity.ERROR : Severity.WARNING,
              0,
              0,
              "",
              dropped + " more findings are not listed",
              "mend these first",
              null));
    }
    return List.copyOf(sorted);
  }
}
