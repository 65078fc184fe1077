package io.dunlin.runtime.trust;

/** The bytes are not the key they should be. */
public final class BadKeyException extends Exception {
  private static final long serialVersionUID = 1;

  BadKeyException(String message) {
    super(message);
  }
}
