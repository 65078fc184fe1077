package io.dunlin.runtime.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The name of a blob: SHA-256 of its content. Ordered as unsigned bytes, written as 64 hex. */
public final class BlobHash implements Comparable<BlobHash> {
  /** Bytes of a SHA-256. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private BlobHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies the 32 bytes. */
  public static BlobHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a blob hash has " + BYTES + " bytes, not " + bytes.length);
    }
    return new BlobHash(bytes.clone());
  }

  /** Reads 64 hex digits of either case. */
  public static BlobHash parse(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** The hash of this content. */
  public static BlobHash digest(byte[] content) {
    return new BlobHash(sha256().digest(content));
  }

  /** A fresh SHA-256, which every Java platform has. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(BlobHash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BlobHash h && Arrays.equals(bytes, h.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
