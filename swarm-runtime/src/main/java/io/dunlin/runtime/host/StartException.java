package io.dunlin.runtime.host;

/** The process cannot start; the message says why and what to do. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
