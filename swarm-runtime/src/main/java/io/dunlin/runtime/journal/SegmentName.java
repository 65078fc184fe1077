package io.dunlin.runtime.journal;

import java.util.HexFormat;
import java.util.OptionalLong;

/** Names of the journal's files: the segment's number as 16 hex digits, and what it is. */
final class SegmentName {
  private static final String LOG = ".log";
  private static final String INDEX = ".idx";
  private static final int DIGITS = 16;

  private SegmentName() {}

  static String log(long number) {
    return HexFormat.of().toHexDigits(number) + LOG;
  }

  static String index(long number) {
    return HexFormat.of().toHexDigits(number) + INDEX;
  }

  /** The number of a segment file; empty for any other name. */
  static OptionalLong logNumber(String name) {
    return number(name, LOG);
  }

  /** The number of an index file; empty for any other name. */
  static OptionalLong indexNumber(String name) {
    return number(name, INDEX);
  }

  private static OptionalLong number(String name, String ending) {
    if (name.length() != DIGITS + ending.length() || !name.endsWith(ending)) {
      return OptionalLong.empty();
    }
    try {
      long number = HexFormat.fromHexDigitsToLong(name, 0, DIGITS);
      return number > 0 && name.equals(HexFormat.of().toHexDigits(number) + ending)
          ? OptionalLong.of(number)
          : OptionalLong.empty();
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
