package io.dunlin.runtime.host.config;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The known name that a mistyped one most likely meant. */
public final class Nearest {
  private Nearest() {}

  /** By Levenshtein distance, ties to the first in order. Cost O(names × length²). */
  public static String of(String name, SortedSet<String> names) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String each : names) {
      int distance = distance(name, each);
      if (distance < least) {
        least = distance;
        nearest = each;
      }
    }
    return nearest;
  }

  /**
   * The nearest name, or null when none is near: at most one change in names of three letters, two
   * in longer ones, a third of the letters in long ones.
   */
  public static @Nullable String near(String name, SortedSet<String> names) {
    if (names.isEmpty()) return null;
    String nearest = of(name, names);
    int length = Math.max(name.length(), nearest.length());
    int most = length <= 3 ? 1 : Math.max(2, length / 3);
    return distance(name, nearest) <= most ? nearest : null;
  }

  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
