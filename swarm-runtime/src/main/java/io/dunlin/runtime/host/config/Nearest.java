package io.dunlin.runtime.host.config;

import java.util.SortedSet;

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
