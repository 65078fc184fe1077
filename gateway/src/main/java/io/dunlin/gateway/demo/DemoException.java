package io.dunlin.gateway.demo;

/** The demo cannot go on; the message says why. */
final class DemoException extends Exception {
  private static final long serialVersionUID = 1;

  DemoException(String message) {
    super(message);
  }
}
