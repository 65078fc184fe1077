package io.dunlin.hal.replay;

import io.dunlin.hal.Cell;
import io.dunlin.hal.MalformedDataException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** One data message; valid until the next one is read. Absent fields read as not a number. */
record ULogRow(ULogFormat format, ByteBuffer bytes) {

  long timestampMicros() throws MalformedDataException {
    ULogFormat.Field field = format.fields().get("timestamp");
    if (field == null || field.type() != ULogFormat.Type.UINT64 || !fits(field, 0)) {
      throw new MalformedDataException("data message without a timestamp");
    }
    return bytes.getLong(field.offset());
  }

  boolean has(String name) {
    return format.fields().containsKey(name);
  }

  double number(String name) {
    return number(name, 0);
  }

  double number(String name, int index) {
    ULogFormat.Field field = format.fields().get(name);
    if (field == null || index >= field.count() || !fits(field, index)) {
      return Double.NaN;
    }
    int at = field.offset() + index * field.type().bytes();
    return switch (field.type()) {
      case INT8 -> bytes.get(at);
      case UINT8, BOOL, CHAR -> bytes.get(at) & 0xFF;
      case INT16 -> bytes.getShort(at);
      case UINT16 -> bytes.getShort(at) & 0xFFFF;
      case INT32 -> bytes.getInt(at);
      case UINT32 -> bytes.getInt(at) & 0xFFFF_FFFFL;
      case INT64, UINT64 -> bytes.getLong(at);
      case FLOAT -> bytes.getFloat(at);
      case DOUBLE -> bytes.getDouble(at);
    };
  }

  /** The number as a cell in units of 10^scale; absent where it is not finite. */
  Cell cell(String name, int index, int scale) {
    return cell(number(name, index), scale);
  }

  static Cell cell(double number, int scale) {
    OptionalLong scaled = Decimal.scaled(number, scale);
    return scaled.isPresent() ? Cell.of(scaled.getAsLong()) : Cell.absent();
  }

  private boolean fits(ULogFormat.Field field, int index) {
    return field.offset() + (index + 1) * field.type().bytes() <= bytes.limit();
  }
}
