package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the fields of one ULog message lie, from its format line {@code vehicle_attitude:uint64_t
 * timestamp;float[4] q;}. Nested formats are laid out but not named. At most {@value #FIELDS_MAX}
 * fields, {@value #DEPTH_MAX} levels, 65,535 bytes.
 *
 * @param fields by name
 * @param bytes size of a message; trailing padding may be left out by the logger
 */
record ULogFormat(SortedMap<String, Field> fields, int bytes) {
  static final int FIELDS_MAX = 512;
  static final int DEPTH_MAX = 4;
  static final int BYTES_MAX = 65_535;

  /** A field: {@code count} values of a basic type, from {@code offset}. */
  record Field(Type type, int offset, int count) {}

  /** Basic types; all little-endian. */
  enum Type {
    INT8("int8_t", 1),
    UINT8("uint8_t", 1),
    INT16("int16_t", 2),
    UINT16("uint16_t", 2),
    INT32("int32_t", 4),
    UINT32("uint32_t", 4),
    INT64("int64_t", 8),
    UINT64("uint64_t", 8),
    FLOAT("float", 4),
    DOUBLE("double", 8),
    BOOL("bool", 1),
    CHAR("char", 1);

    private final String word;
    private final int bytes;

    Type(String word, int bytes) {
      this.word = word;
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }

  /**
   * Lays out {@code name}.
   *
   * @param lines field lists by format name
   */
  static ULogFormat of(String name, Map<String, String> lines) throws MalformedDataException {
    SortedMap<String, Field> fields = new TreeMap<>();
    int bytes = layOut(name, lines, fields, 0);
    return new ULogFormat(fields, bytes);
  }

  private static int layOut(
      String name, Map<String, String> lines, SortedMap<String, Field> fields, int depth)
      throws MalformedDataException {
    String line = lines.get(name);
    if (line == null || depth == DEPTH_MAX) {
      throw new MalformedDataException("no usable format of \"%.60s\"".formatted(name));
    }
    int at = 0;
    for (String part : line.split(";", FIELDS_MAX + 2)) {
      if (!part.isEmpty()) {
        at += fieldBytes(part, at, lines, fields, depth);
      }
      if (at > BYTES_MAX || fields.size() > FIELDS_MAX) {
        throw new MalformedDataException("format of \"%.60s\" is too large".formatted(name));
      }
    }
    return at;
  }

  private static int fieldBytes(
      String part, int at, Map<String, String> lines, SortedMap<String, Field> fields, int depth)
      throws MalformedDataException {
    int space = part.indexOf(' ');
    if (space <= 0) {
      throw new MalformedDataException("field \"%.60s\" has no name".formatted(part));
    }
    String word = part.substring(0, space);
    int count = 1;
    int bracket = word.indexOf('[');
    if (bracket > 0) {
      count = count(word.substring(bracket));
      word = word.substring(0, bracket);
    }
    for (Type type : Type.values()) {
      if (type.word.equals(word)) {
        if (depth == 0) {
          fields.put(part.substring(space + 1), new Field(type, at, count));
        }
        return type.bytes * count;
      }
    }
    return layOut(word, lines, new TreeMap<>(), depth + 1) * count;
  }

  private static int count(String brackets) throws MalformedDataException {
    try {
      int count = Integer.parseInt(brackets, 1, brackets.length() - 1, 10);
      if (brackets.endsWith("]") && count > 0 && count <= 4096) {
        return count;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      // the message below says it
    }
    throw new MalformedDataException("field of %.20s values".formatted(brackets));
  }
}
