package io.dunlin.gateway;

/** The store could not do it; nothing of the call is kept. The message says why. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
