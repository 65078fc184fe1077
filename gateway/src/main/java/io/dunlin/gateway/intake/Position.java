package io.dunlin.gateway.intake;

/** A place in a file; line and column count from 1, columns in characters. */
record Position(int line, int column) {
  /** The file as a whole. */
  static final Position FILE = new Position(0, 0);
}
