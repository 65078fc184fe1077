package io.dunlin.runtime.host;

import picocli.CommandLine.IVersionProvider;

/** The version the jar was built as. */
public final class Version implements IVersionProvider {

  /** Such as {@code 0.1.0-SNAPSHOT}, or {@code dev} outside a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"dunlin " + text()};
  }
}
