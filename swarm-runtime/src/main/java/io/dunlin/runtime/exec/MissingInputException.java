package io.dunlin.runtime.exec;

import java.io.IOException;

/** The blob store dropped an input. */
final class MissingInputException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hash;

  MissingInputException(String hash) {
    super("input " + hash + " is not in the blob store");
    this.hash = hash;
  }

  String hash() {
    return hash;
  }
}
