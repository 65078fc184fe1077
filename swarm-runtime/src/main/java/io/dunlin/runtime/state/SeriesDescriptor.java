package io.dunlin.runtime.state;

import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a series measures. Immutable and named by its hash; an observation carries the first eight
 * bytes of it.
 *
 * @param series a slug such as {@code temperature}
 * @param columns at most {@link #COLUMNS_MAX}
 */
public record SeriesDescriptor(String series, List<Column> columns) {
  public static final int COLUMNS_MAX = 32;
  static final String PREFIX = "series/";

  /** INT is a whole number scaled by a power of ten. */
  public enum Type {
    INT,
    BOOL,
    STRING,
    BLOB
  }

  /**
   * One column of a series.
   *
   * @param unit a SenML unit (RFC 8428 section 12.1), or empty
   * @param exponent the value is the integer times 10^exponent; 0 for other types than INT
   */
  public record Column(String name, String unit, Type type, int exponent) {}

  public SeriesDescriptor {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() > COLUMNS_MAX) {
      throw new IllegalArgumentException("a series has 1 to " + COLUMNS_MAX + " columns");
    }
  }

  /** Whether its observations may name blobs. */
  public boolean namesBlobs() {
    for (Column column : columns) if (column.type() == Type.BLOB) return true;
    return false;
  }

  public byte[] canonicalBytes() {
    return new CborWriter()
        .fields(f ->
            f.text("series", series)
                .array(
                    "columns",
                    columns,
                    (w, column) ->
                        w.fields(c ->
                            c.text("name", column.name())
                                .text("unit", column.unit())
                                .text("type", column.type().name())
                                .number("exponent", column.exponent()))))
        .toBytes();
  }

  /** The first eight bytes of SHA-256 of the canonical form, as 16 hex digits. */
  public String hash() {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(canonicalBytes());
      return HexFormat.of().formatHex(whole, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public Put put() {
    return new Put(PREFIX + hash(), canonicalBytes());
  }

  static SeriesDescriptor read(String key, Item item) throws MalformedException {
    SeriesDescriptor descriptor = of(item);
    if (!key.equals(PREFIX + descriptor.hash())) {
      throw new MalformedException("series descriptor under a foreign key");
    }
    return descriptor;
  }

  /** From its canonical form. */
  public static SeriesDescriptor of(byte[] canonicalBytes) throws MalformedException {
    return of(CborReader.read(canonicalBytes));
  }

  private static SeriesDescriptor of(Item item) throws MalformedException {
    var columns = new ArrayList<Column>();
    List<Item> items = item.field("columns").items();
    if (items.isEmpty() || items.size() > COLUMNS_MAX) throw new MalformedException("columns");
    for (Item column : items) {
      columns.add(
          new Column(
              column.field("name").text(),
              column.field("unit").text(),
              Words.word(Type.class, column.field("type")),
              (int) column.field("exponent").number(-18, 18)));
    }
    return new SeriesDescriptor(item.field("series").text(), columns);
  }
}
