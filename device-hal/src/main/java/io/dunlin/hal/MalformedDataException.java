package io.dunlin.hal;

/**
 * Bytes from a camera or a recording are not what their format says. The message names the place in
 * the data and what is wrong; adapters turn it into a missing reading.
 */
public final class MalformedDataException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedDataException(String message) {
    super(message);
  }
}
