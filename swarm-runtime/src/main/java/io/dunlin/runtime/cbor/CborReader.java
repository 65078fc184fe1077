package io.dunlin.runtime.cbor;

import io.dunlin.crdt.codec.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CBOR item tree, strictly: what is not the deterministic encoding is malformed. Nesting
 * is at most {@link #DEPTH_MAX}; nothing is allocated beyond the bytes that are there.
 */
public final class CborReader {
  static final int DEPTH_MAX = 16;

  private final byte[] in;
  private int at;

  private CborReader(byte[] in) {
    this.in = in;
  }

  /** Decodes exactly one item. */
  public static Item read(byte[] bytes) throws MalformedException {
    var reader = new CborReader(bytes);
    Item item = reader.item(0);
    if (reader.at != bytes.length) throw reader.malformed("bytes after the item");
    return item;
  }

  private Item item(int depth) throws MalformedException {
    if (depth > DEPTH_MAX) throw malformed("nested deeper than " + DEPTH_MAX);
    int first = u8();
    int major = first >>> 5;
    return switch (major) {
      case CborWriter.UNSIGNED -> new Item(argument(first));
      case CborWriter.NEGATIVE -> new Item(~argument(first));
      case CborWriter.BYTES -> new Item(take(argument(first)));
      case CborWriter.TEXT -> new Item(textOf(take(argument(first))));
      case CborWriter.ARRAY -> new Item(array(argument(first), depth));
      case CborWriter.MAP -> new Item(map(argument(first), depth));
      default -> simple(first);
    };
  }

  private List<Item> array(long count, int depth) throws MalformedException {
    if (count > in.length - at) throw malformed("array longer than what is left");
    var items = new ArrayList<Item>();
    for (long i = 0; i < count; i++) items.add(item(depth + 1));
    return items;
  }

  private SortedMap<String, Item> map(long count, int depth) throws MalformedException {
    if (count > in.length - at) throw malformed("map longer than what is left");
    var map = new TreeMap<String, Item>();
    byte @Nullable [] before = null;
    for (long i = 0; i < count; i++) {
      int start = at;
      String key = item(depth + 1).text();
      byte[] encoded = java.util.Arrays.copyOfRange(in, start, at);
      if (before != null && java.util.Arrays.compareUnsigned(before, encoded) >= 0) {
        throw malformed("map keys out of order or twice");
      }
      before = encoded;
      map.put(key, item(depth + 1));
    }
    return map;
  }

  private Item simple(int first) throws MalformedException {
    return switch (first) {
      case CborWriter.FALSE -> new Item(false);
      case CborWriter.TRUE -> new Item(true);
      case CborWriter.NULL -> new Item(null);
      case CborWriter.DOUBLE -> {
        double value = Double.longBitsToDouble(big(8));
        if (Double.isNaN(value)) throw malformed("NaN");
        yield new Item(value);
      }
      default -> throw malformed("item type 0x" + Integer.toHexString(first));
    };
  }

  private long argument(int first) throws MalformedException {
    int low = first & 31;
    if (low < 24) return low;
    long value =
        switch (low) {
          case 24 -> big(1);
          case 25 -> big(2);
          case 26 -> big(4);
          case 27 -> big(8);
          default -> throw malformed("indefinite or reserved length");
        };
    long least =
        switch (low) {
          case 24 -> 24;
          case 25 -> 0x100;
          case 26 -> 0x1_0000;
          default -> 0x1_0000_0000L;
        };
    if (value < least) throw malformed("number not in its shortest form or too large");
    return value;
  }

  private long big(int bytes) throws MalformedException {
    long value = 0;
    for (int i = 0; i < bytes; i++) value = value << 8 | u8();
    return value;
  }

  private int u8() throws MalformedException {
    if (at >= in.length) throw malformed("ends early");
    return in[at++] & 0xff;
  }

  private byte[] take(long length) throws MalformedException {
    if (length < 0 || length > in.length - at) throw malformed("string longer than what is left");
    byte[] taken = java.util.Arrays.copyOfRange(in, at, at + (int) length);
    at += (int) length;
    return taken;
  }

  private String textOf(byte[] utf8) throws MalformedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("text is not UTF-8");
    }
  }

  private MalformedException malformed(String what) {
    return new MalformedException("CBOR at byte " + at + ": " + what);
  }

  /** One decoded item; the accessors say what was expected when it is something else. */
  public static final class Item {
    private final @Nullable Object value;

    private Item(@Nullable Object value) {
      this.value = value;
    }

    public boolean isNothing() {
      return value == null;
    }

    public long number() throws MalformedException {
      if (value instanceof Long number) return number;
      throw expected("a whole number");
    }

    /** A number within {@code [min, max]}. */
    public long number(long min, long max) throws MalformedException {
      long number = number();
      if (number < min || number > max) {
        throw new MalformedException(number + " is not within " + min + " to " + max);
      }
      return number;
    }

    public double real() throws MalformedException {
      if (value instanceof Double real) return real;
      throw expected("a real number");
    }

    public boolean bool() throws MalformedException {
      if (value instanceof Boolean bool) return bool;
      throw expected("true or false");
    }

    public String text() throws MalformedException {
      if (value instanceof String text) return text;
      throw expected("text");
    }

    public byte[] bytes() throws MalformedException {
      if (value instanceof byte[] bytes) return bytes;
      throw expected("bytes");
    }

    public byte[] bytes(int length) throws MalformedException {
      byte[] bytes = bytes();
      if (bytes.length != length) throw expected(length + " bytes");
      return bytes;
    }

    @SuppressWarnings("unchecked")
    public List<Item> items() throws MalformedException {
      if (value instanceof List<?> list) return Collections.unmodifiableList((List<Item>) list);
      throw expected("an array");
    }

    @SuppressWarnings("unchecked")
    public SortedMap<String, Item> map() throws MalformedException {
      if (value instanceof SortedMap<?, ?> map) {
        return Collections.unmodifiableSortedMap((SortedMap<String, Item>) map);
      }
      throw expected("a map");
    }

    /** A field that must be there. */
    public Item field(String name) throws MalformedException {
      Item field = map().get(name);
      if (field == null) throw new MalformedException("field " + name + " is missing");
      return field;
    }

    /** A field that may be left out. */
    public @Nullable Item optional(String name) throws MalformedException {
      return map().get(name);
    }

    public @Nullable String optionalText(String name) throws MalformedException {
      Item field = optional(name);
      return field == null ? null : field.text();
    }

    public List<String> texts() throws MalformedException {
      var texts = new ArrayList<String>();
      for (Item item : items()) texts.add(item.text());
      return texts;
    }

    /** An array of distinct texts. */
    public SortedSet<String> textSet() throws MalformedException {
      return new TreeSet<>(texts());
    }

    private static MalformedException expected(String what) {
      return new MalformedException("expected " + what);
    }
  }
}
