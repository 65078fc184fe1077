package io.dunlin.crdt.codec;

import java.util.function.BiConsumer;

/** What elements, keys and values are made of. */
public final class Codecs {
  private Codecs() {}

  /** Any number, eight bytes: for numbers that fill them, such as hashes. */
  public static Codec<Long> fixedLong() {
    return of(ByteWriter::u64, ByteReader::u64);
  }

  /** A number, one to ten bytes, few when it is near zero. */
  public static Codec<Long> shortLong() {
    return of(ByteWriter::zigzag, ByteReader::zigzag);
  }

  /** One byte, 0 or 1. */
  public static Codec<Boolean> bool() {
    return of(
        (to, value) -> to.u8(value ? 1 : 0),
        from -> {
          int value = from.u8();
          if (value > 1) {
            throw new MalformedException("neither true nor false: " + value);
          }
          return value == 1;
        });
  }

  /** Text of at most so many bytes of UTF-8, its length before it. */
  public static Codec<String> string(int bytesMax) {
    return of(
        (to, value) -> {
          int before = to.size();
          to.string(value);
          if (to.size() - before > bytesMax + ByteWriter.varintBytes(bytesMax)) {
            throw new IllegalArgumentException("text of more than " + bytesMax + " bytes");
          }
        },
        from -> from.string(bytesMax));
  }

  /** Reads what a writer wrote. */
  interface Reading<T> {
    T read(ByteReader from) throws MalformedException;
  }

  static <T> Codec<T> of(BiConsumer<ByteWriter, T> writing, Reading<T> reading) {
    return new Codec<>() {
      @Override
      public void write(ByteWriter to, T value) {
        writing.accept(to, value);
      }

      @Override
      public T read(ByteReader from) throws MalformedException {
        return reading.read(from);
      }
    };
  }
}
