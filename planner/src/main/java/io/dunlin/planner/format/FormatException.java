package io.dunlin.planner.format;

/** A file that cannot be used. The message begins with {@code line:column}. */
public final class FormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String what;

  public FormatException(int line, int column, String what) {
    super(line + ":" + column + ": " + what);
    this.line = line;
    this.column = column;
    this.what = what;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1. */
  public int column() {
    return column;
  }

  public String what() {
    return what;
  }
}
