package io.dunlin.runtime.senml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Records as CBOR, RFC 8428 section 6: integer labels, whole numbers as integers, others as decimal
 * fractions (tag 4 of RFC 8949 section 3.4.4).
 */
final class CborBytes {
  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int DECIMAL_FRACTION = 4;
  private static final int FALSE = 0xF4;
  private static final int TRUE = 0xF5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private CborBytes() {}

  static byte[] of(List<List<Field>> records) {
    var bytes = new CborBytes();
    bytes.head(ARRAY, records.size());
    for (List<Field> record : records) {
      bytes.head(MAP, record.size());
      for (Field field : record) {
        bytes.number(field.label().cbor);
        bytes.value(field.value());
      }
    }
    return bytes.out.toByteArray();
  }

  private void value(Object value) {
    switch (value) {
      case String text -> {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head(TEXT, utf8.length);
        out.writeBytes(utf8);
      }
      case Boolean truth -> out.write(truth ? TRUE : FALSE);
      case Decimal(long mantissa, int exponent) when exponent == 0 -> number(mantissa);
      case Decimal(long mantissa, int exponent) -> {
        head(TAG, DECIMAL_FRACTION);
        head(ARRAY, 2);
        number(exponent);
        number(mantissa);
      }
      default -> throw new IllegalStateException("a field of " + value.getClass());
    }
  }

  private void number(long value) {
    if (value >= 0) {
      head(UNSIGNED, value);
    } else {
      head(NEGATIVE, ~value);
    }
  }

  private void head(int major, long argument) {
    int type = major << 5;
    if (argument < 24) {
      out.write(type | (int) argument);
      return;
    }
    int size = argument < 1L << 8 ? 0 : argument < 1L << 16 ? 1 : argument < 1L << 32 ? 2 : 3;
    out.write(type | (24 + size));
    for (int shift = (8 << size) - 8; shift >= 0; shift -= 8) {
      out.write((int) (argument >>> shift));
    }
  }
}
