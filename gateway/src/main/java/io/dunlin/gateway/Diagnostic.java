package io.dunlin.gateway;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finding about a mission file. The same value is printed by the command line, sent in the MQTT
 * reply and shown in the dashboard.
 *
 * @param code {@code DNL-M} and four digits, stable for ever; listed in {@code
 *     docs/reference/mission-file.md}
 * @param line from 1; 0 when the finding is about the file as a whole
 * @param column from 1, in characters; 0 with line 0
 * @param pointer JSON pointer (RFC 6901) of the value in question; empty for the whole file
 * @param message what is wrong, one sentence without a full stop
 * @param allowed what is allowed instead; may be empty
 * @param nearest the known name that was most likely meant, or null
 */
public record Diagnostic(
    String code,
    Severity severity,
    int line,
    int column,
    String pointer,
    String message,
    String allowed,
    @Nullable String nearest) {

  /** By place in the file, then by code: the order in which lists are shown. */
  public static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparingInt(Diagnostic::line)
          .thenComparingInt(Diagnostic::column)
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  /** An error refuses the file; a warning does not. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /**
   * One line for people: {@code plan.yaml:12:5: error DNL-M0201: …; did you mean …? allowed: …}.
   */
  public String text(String file) {
    var text = new StringBuilder(file);
    if (line > 0) text.append(':').append(line).append(':').append(column);
    text.append(": ").append(isError() ? "error " : "warning ").append(code).append(": ");
    text.append(message);
    if (nearest != null) text.append("; did you mean \"").append(nearest).append("\"?");
    if (!allowed.isEmpty())
      text.append(nearest == null ? "; " : " ").append("allowed: ").append(allowed);
    return text.toString();
  }

  public static boolean anyError(List<Diagnostic> diagnostics) {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
