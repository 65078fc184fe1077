package io.dunlin.gateway.intake;

import io.dunlin.runtime.host.config.Nearest;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Guesses which known name was meant. */
final class Names {
  private static final int LENGTH_MAX = 64;

  private Names() {}

  /** The nearest known name, or null when nothing known is near. */
  static @Nullable String nearest(String name, SortedSet<String> known) {
    return name.length() > LENGTH_MAX ? null : Nearest.near(name, known);
  }
}
