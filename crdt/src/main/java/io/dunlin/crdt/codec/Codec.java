package io.dunlin.crdt.codec;

/**
 * Writes values and reads them back: each value has one spelling of at least one byte, and every
 * other is refused.
 *
 * @param <T> the value
 */
public interface Codec<T> {
  /**
   * Writes the value.
   *
   * @throws IllegalArgumentException if it is beyond the bounds of the format
   */
  void write(ByteWriter to, T value);

  /** Reads one value and leaves the rest. Allocates no more than a small multiple of its bytes. */
  T read(ByteReader from) throws MalformedException;

  /** The value's bytes; a fresh array. */
  default byte[] bytes(T value) {
    ByteWriter to = new ByteWriter();
    write(to, value);
    return to.toBytes();
  }

  /** The value that these bytes are, all of them. */
  default T read(byte[] bytes) throws MalformedException {
    ByteReader from = new ByteReader(bytes);
    T value = read(from);
    from.end();
    return value;
  }
}
