package io.dunlin.gateway.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A new file that knows its length and SHA-256. Buffer 16 KiB. */
final class OutFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final String name;
  private final MessageDigest digest;
  private final OutputStream out;
  private long bytes;

  OutFile(Path directory, String name) throws IOException {
    this.name = name;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    OutputStream file =
        Files.newOutputStream(directory.resolve(name), StandardOpenOption.CREATE_NEW);
    out = new BufferedOutputStream(new DigestOutputStream(file, digest), BUFFER_BYTES);
  }

  String name() {
    return name;
  }

  void write(byte[] from, int offset, int length) throws IOException {
    out.write(from, offset, length);
    bytes += length;
  }

  void write(byte[] all) throws IOException {
    write(all, 0, all.length);
  }

  long bytes() {
    return bytes;
  }

  /** 64 hex digits, once, after {@link #close}. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
