package io.dunlin.hal;

import java.util.regex.Pattern;

/**
 * One column of a series.
 *
 * @param name {@code [a-z0-9_-]}, 1 to 32 characters
 * @param unit a SenML unit (RFC 8428 section 12.1, RFC 8798), or empty where there is none
 */
public record Column(String name, String unit, Type type) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
  public static final int UNIT_CHARS_MAX = 16;

  /** The shape of the cells of a column. */
  public sealed interface Type {
    /** An integer that counts units of 10^scale; scale -2 and 2137 is 21.37. */
    record Int(int scale) implements Type {
      public Int {
        if (scale < -12 || scale > 12) {
          throw new IllegalArgumentException("scale must be -12 to 12, was " + scale);
        }
      }
    }

    record Bool() implements Type {}

    record Text() implements Type {}

    record Blob() implements Type {}
  }

  public Column {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("column name must match " + NAME + ", was " + name);
    }
    if (unit.length() > UNIT_CHARS_MAX) {
      throw new IllegalArgumentException("unit longer than " + UNIT_CHARS_MAX + ": " + unit);
    }
  }

  public static Column integer(String name, String unit, int scale) {
    return new Column(name, unit, new Type.Int(scale));
  }

  public static Column bool(String name) {
    return new Column(name, "", new Type.Bool());
  }

  public static Column text(String name) {
    return new Column(name, "", new Type.Text());
  }

  /** Whether a cell may stand in this column; an absent cell may stand in any. */
  public boolean admits(Cell cell) {
    return switch (cell) {
      case Cell.Int _ -> type instanceof Type.Int;
      case Cell.Bool _ -> type instanceof Type.Bool;
      case Cell.Text _ -> type instanceof Type.Text;
      case Cell.Blob _ -> type instanceof Type.Blob;
      case Cell.Absent _ -> true;
    };
  }
}
