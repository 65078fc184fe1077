package io.dunlin.gateway.plan;

/** The exit codes of the planning commands; the same as those of every command. */
final class Exit {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int INVALID = 2;
  static final int CANNOT_BE_PLACED = 3;
  static final int UNREACHABLE = 4;

  private Exit() {}
}
