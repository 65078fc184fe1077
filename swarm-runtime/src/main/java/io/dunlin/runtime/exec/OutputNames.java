package io.dunlin.runtime.exec;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of inputs and outputs become file names, so they must not be anything else. */
final class OutputNames {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private OutputNames() {}

  /** Why the name is refused, null when it may be a file name. */
  static @Nullable String refusal(String name) {
    if (SAFE.matcher(name).matches()) return null;
    return "the name \"" + printable(name) + "\" must match " + SAFE;
  }

  private static String printable(String name) {
    String cut = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
