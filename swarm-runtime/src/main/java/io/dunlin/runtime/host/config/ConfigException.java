package io.dunlin.runtime.host.config;

/** A setting is wrong; the message says which, where, and what to write instead. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }
}
