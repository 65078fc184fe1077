package io.dunlin.runtime.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends CBOR items to a buffer. Map keys are sorted by their encoded bytes (shorter first, then
 * bytewise), so the caller's order never reaches the bytes.
 */
public final class CborWriter {
  static final int UNSIGNED = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int ARRAY = 4;
  static final int MAP = 5;
  static final int FALSE = 0xf4;
  static final int TRUE = 0xf5;
  static final int NULL = 0xf6;
  static final int DOUBLE = 0xfb;

  /** The order of the encoded keys: length first, then bytes. */
  private static final Comparator<String> KEY_ORDER =
      (a, b) -> {
        byte[] left = a.getBytes(StandardCharsets.UTF_8);
        byte[] right = b.getBytes(StandardCharsets.UTF_8);
        return left.length != right.length
            ? Integer.compare(left.length, right.length)
            : Arrays.compareUnsigned(left, right);
      };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public CborWriter number(long value) {
    if (value >= 0) head(UNSIGNED, value);
    else head(NEGATIVE, ~value);
    return this;
  }

  public CborWriter bytes(byte[] value) {
    head(BYTES, value.length);
    out.writeBytes(value);
    return this;
  }

  public CborWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    head(TEXT, utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  public CborWriter bool(boolean value) {
    out.write(value ? TRUE : FALSE);
    return this;
  }

  public CborWriter nothing() {
    out.write(NULL);
    return this;
  }

  /** Always eight bytes, so that a value has one encoding; NaN is refused. */
  public CborWriter real(double value) {
    if (Double.isNaN(value)) throw new IllegalArgumentException("NaN has no place in a record");
    out.write(DOUBLE);
    long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
    for (int shift = 56; shift >= 0; shift -= 8) out.write((int) (bits >>> shift));
    return this;
  }

  public <T> CborWriter array(Iterable<T> items, BiConsumer<CborWriter, T> item) {
    int count = 0;
    var inside = new CborWriter();
    for (T each : items) {
      item.accept(inside, each);
      count++;
    }
    head(ARRAY, count);
    out.writeBytes(inside.toBytes());
    return this;
  }

  public <T> CborWriter map(Map<String, T> entries, BiConsumer<CborWriter, T> value) {
    var sorted = new TreeMap<String, T>(KEY_ORDER);
    sorted.putAll(entries);
    head(MAP, sorted.size());
    sorted.forEach((key, each) -> {
      text(key);
      value.accept(this, each);
    });
    return this;
  }

  /** A map with fixed fields; the order in which they are named does not matter. */
  public CborWriter fields(Consumer<Fields> fill) {
    var fields = new Fields();
    fill.accept(fields);
    return map(fields.written, (w, encoded) -> w.out.writeBytes(encoded));
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  private void head(int major, long argument) {
    int type = major << 5;
    if (argument < 24) {
      out.write(type | (int) argument);
    } else if (argument < 0x100) {
      out.write(type | 24);
      out.write((int) argument);
    } else if (argument < 0x1_0000) {
      out.write(type | 25);
      big(argument, 8);
    } else if (argument < 0x1_0000_0000L) {
      out.write(type | 26);
      big(argument, 24);
    } else {
      out.write(type | 27);
      big(argument, 56);
    }
  }

  private void big(long value, int shift) {
    for (int s = shift; s >= 0; s -= 8) out.write((int) (value >>> s));
  }

  /** Collects the fields of one map. A field that holds its default may be left out. */
  public static final class Fields {
    private final SortedMap<String, byte[]> written = new TreeMap<>();

    private Fields() {}

    public Fields put(String name, Consumer<CborWriter> value) {
      var inside = new CborWriter();
      value.accept(inside);
      written.put(name, inside.toBytes());
      return this;
    }

    public Fields number(String name, long value) {
      return put(name, w -> w.number(value));
    }

    public Fields real(String name, double value) {
      return put(name, w -> w.real(value));
    }

    public Fields text(String name, @Nullable String value) {
      return value == null ? this : put(name, w -> w.text(value));
    }

    public Fields bytes(String name, byte @Nullable [] value) {
      return value == null ? this : put(name, w -> w.bytes(value));
    }

    public Fields bool(String name, boolean value) {
      return put(name, w -> w.bool(value));
    }

    public <T> Fields array(String name, Iterable<T> items, BiConsumer<CborWriter, T> item) {
      return put(name, w -> w.array(items, item));
    }

    public Fields texts(String name, Iterable<String> items) {
      return array(name, items, CborWriter::text);
    }
  }
}
