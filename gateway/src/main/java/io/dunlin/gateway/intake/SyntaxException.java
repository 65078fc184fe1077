package io.dunlin.gateway.intake;

/** The bytes are no tree; at most one such finding per file. */
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  final String code;
  final transient Position at;
  final String allowed;

  SyntaxException(String code, Position at, String message, String allowed) {
    super(message);
    this.code = code;
    this.at = at;
    this.allowed = allowed;
  }
}
