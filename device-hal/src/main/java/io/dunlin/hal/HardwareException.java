package io.dunlin.hal;

/** The hardware cannot be opened as configured. The message says which setting and what to do. */
public final class HardwareException extends Exception {
  private static final long serialVersionUID = 1;

  public HardwareException(String message) {
    super(message);
  }

  public HardwareException(String message, Throwable cause) {
    super(message, cause);
  }
}
