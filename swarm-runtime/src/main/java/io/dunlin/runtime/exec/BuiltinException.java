package io.dunlin.runtime.exec;

/** A builtin task could not be done; the message says why, in a sentence. */
final class BuiltinException extends Exception {
  private static final long serialVersionUID = 1L;

  BuiltinException(String message) {
    super(message);
  }
}
