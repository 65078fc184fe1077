package io.dunlin.planner;

/**
 * A problem that makes no sense. {@link #place} says where, in the words of the builder: {@code
 * task "a".cores}.
 */
public final class InvalidProblemException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String what;

  public InvalidProblemException(String place, String what) {
    super(place + ": " + what);
    this.place = place;
    this.what = what;
  }

  public String place() {
    return place;
  }

  public String what() {
    return what;
  }
}
