package io.dunlin.runtime.state;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sample of a series, the body of an {@code OBSERVATION} entry.
 *
 * <pre>
 *   series hash 8 B | presence bits, one per column | per present column: zigzag | u8 | text | 32 B
 * </pre>
 *
 * @param series first eight bytes of the descriptor's hash, 16 hex digits
 * @param values one per column: Long for INT, Boolean, String, or the hash (64 hex digits) of a
 *     BLOB; null where nothing was measured
 */
public record Observation(String series, List<@Nullable Object> values) {
  private static final int TEXT_BYTES_MAX = 4096;

  public Observation {
    values = java.util.Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** The body for this descriptor's columns. */
  public byte[] body(SeriesDescriptor descriptor) {
    if (values.size() != descriptor.columns().size()) {
      throw new IllegalArgumentException(
          values.size() + " values for " + descriptor.columns().size() + " columns");
    }
    var out = new ByteWriter();
    out.raw(HexFormat.of().parseHex(series));
    long present = 0;
    for (int i = 0; i < values.size(); i++) if (values.get(i) != null) present |= 1L << i;
    out.varint(present);
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null) write(out, descriptor.columns().get(i).type(), value);
    }
    return out.toBytes();
  }

  private static void write(ByteWriter out, SeriesDescriptor.Type type, Object value) {
    switch (type) {
      case INT -> out.zigzag((Long) value);
      case BOOL -> out.u8((Boolean) value ? 1 : 0);
      case STRING -> out.bytes(((String) value).getBytes(StandardCharsets.UTF_8));
      case BLOB -> out.raw(HexFormat.of().parseHex((String) value));
    }
  }

  /** The series hash alone, which needs no descriptor. */
  public static String seriesOf(byte[] body) throws MalformedException {
    if (body.length < 8) throw new MalformedException("an observation has at least 8 bytes");
    return HexFormat.of().formatHex(body, 0, 8);
  }

  public static Observation read(byte[] body, SeriesDescriptor descriptor)
      throws MalformedException {
    var in = new ByteReader(body);
    String series = HexFormat.of().formatHex(in.raw(8));
    if (!series.equals(descriptor.hash())) throw new MalformedException("another series");
    long present = in.varint();
    int columns = descriptor.columns().size();
    if (columns < 64 && present >>> columns != 0) throw new MalformedException("unknown columns");
    var values = new ArrayList<@Nullable Object>();
    for (int i = 0; i < columns; i++) {
      boolean there = (present >>> i & 1) != 0;
      values.add(there ? readValue(in, descriptor.columns().get(i).type()) : null);
    }
    in.end();
    return new Observation(series, values);
  }

  /** The blobs that an observation of this descriptor names, 64 hex digits each, by column. */
  public static List<String> blobs(byte[] body, SeriesDescriptor descriptor)
      throws MalformedException {
    var blobs = new ArrayList<String>();
    List<@Nullable Object> values = read(body, descriptor).values();
    for (int i = 0; i < values.size(); i++) {
      if (descriptor.columns().get(i).type() == SeriesDescriptor.Type.BLOB
          && values.get(i) instanceof String hash) {
        blobs.add(hash);
      }
    }
    return blobs;
  }

  private static Object readValue(ByteReader in, SeriesDescriptor.Type type)
      throws MalformedException {
    return switch (type) {
      case INT -> (Object) in.zigzag();
      case BOOL -> in.u8() != 0;
      case STRING -> in.string(TEXT_BYTES_MAX);
      case BLOB -> HexFormat.of().formatHex(in.raw(32));
    };
  }
}
