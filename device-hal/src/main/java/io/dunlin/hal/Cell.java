package io.dunlin.hal;

import java.util.Arrays;

/** One value of a sample, of the type its column states, or absent. */
public sealed interface Cell {
  int TEXT_CHARS_MAX = 512;
  int BLOB_BYTES_MAX = 4096;

  /** Counts units of 10^scale of its column. */
  record Int(long scaled) implements Cell {}

  record Bool(boolean on) implements Cell {}

  /** At most {@value Cell#TEXT_CHARS_MAX} characters; adapters cut what is longer. */
  record Text(String text) implements Cell {
    public Text {
      if (text.length() > TEXT_CHARS_MAX) {
        throw new IllegalArgumentException("text of " + text.length() + " characters");
      }
    }
  }

  /** At most {@value Cell#BLOB_BYTES_MAX} bytes; copied in and out. */
  final class Blob implements Cell {
    private final byte[] bytes;

    public Blob(byte[] bytes) {
      if (bytes.length > BLOB_BYTES_MAX) {
        throw new IllegalArgumentException("blob of " + bytes.length + " bytes");
      }
      this.bytes = bytes.clone();
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Blob[" + bytes.length + " bytes]";
    }
  }

  /** This column had nothing to say in this sample. */
  record Absent() implements Cell {}

  static Cell absent() {
    return new Absent();
  }

  static Cell of(long scaled) {
    return new Int(scaled);
  }

  static Cell of(boolean on) {
    return new Bool(on);
  }

  /** Cuts at {@value #TEXT_CHARS_MAX} characters, never inside a surrogate pair. */
  static Cell of(String text) {
    if (text.length() <= TEXT_CHARS_MAX) {
      return new Text(text);
    }
    int end = TEXT_CHARS_MAX;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return new Text(text.substring(0, end));
  }
}
