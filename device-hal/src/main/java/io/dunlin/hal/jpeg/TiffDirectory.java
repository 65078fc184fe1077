package io.dunlin.hal.jpeg;

import io.dunlin.hal.MalformedDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One image file directory of TIFF 6.0, section 2.
 *
 * <pre>| count u16 | entries: tag u16, type u16, count u32, value or offset u32 | next u32 |</pre>
 *
 * At most {@value #ENTRIES_MAX} entries; values are looked at only when asked for.
 */
final class TiffDirectory {
  static final int ENTRIES_MAX = 512;
  private static final int ENTRY_BYTES = 12;
  private static final int TEXT_BYTES_MAX = 256;
  private static final int RATIONALS_MAX = 4;
  private final ByteBuffer tiff;
  private final int entriesAt;
  private final int entries;

  TiffDirectory(ByteBuffer tiff, long at) throws MalformedDataException {
    this.tiff = tiff;
    requireInside(at, 2);
    this.entriesAt = (int) at + 2;
    this.entries = tiff.getShort((int) at) & 0xFFFF;
    if (entries > ENTRIES_MAX) {
      throw new MalformedDataException("EXIF directory of " + entries + " entries");
    }
    requireInside(entriesAt, (long) entries * ENTRY_BYTES);
  }

  /** A single LONG, as pointers to other directories are. */
  OptionalLong pointer(int tag) {
    int entry = find(tag, ExifTag.LONG);
    return entry < 0 ? OptionalLong.empty() : OptionalLong.of(u32(entry + 8));
  }

  OptionalLong singleByte(int tag) {
    int entry = find(tag, ExifTag.BYTE);
    return entry < 0 ? OptionalLong.empty() : OptionalLong.of(tiff.get(entry + 8) & 0xFF);
  }

  /** ASCII up to its first NUL. */
  Optional<String> text(int tag) throws MalformedDataException {
    int entry = find(tag, ExifTag.ASCII);
    if (entry < 0) {
      return Optional.empty();
    }
    long count = u32(entry + 4);
    if (count > TEXT_BYTES_MAX) {
      throw new MalformedDataException("EXIF text of " + count + " bytes");
    }
    long at = count <= 4 ? entry + 8 : u32(entry + 8);
    requireInside(at, count);
    byte[] bytes = new byte[(int) count];
    tiff.get((int) at, bytes);
    String text = new String(bytes, StandardCharsets.US_ASCII);
    int end = text.indexOf('\0');
    return Optional.of(end < 0 ? text : text.substring(0, end));
  }

  /** Exactly {@code count} fractions as numbers; empty where one has no denominator. */
  Optional<double[]> rationals(int tag, int count) throws MalformedDataException {
    int entry = find(tag, ExifTag.RATIONAL);
    if (entry < 0 || u32(entry + 4) != count || count > RATIONALS_MAX) {
      return Optional.empty();
    }
    long at = u32(entry + 8);
    requireInside(at, count * 8L);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      long below = u32((int) at + i * 8 + 4);
      if (below == 0) {
        return Optional.empty();
      }
      numbers[i] = (double) u32((int) at + i * 8) / below;
    }
    return Optional.of(numbers);
  }

  private int find(int tag, int type) {
    for (int i = 0; i < entries; i++) {
      int at = entriesAt + i * ENTRY_BYTES;
      if ((tiff.getShort(at) & 0xFFFF) == tag && (tiff.getShort(at + 2) & 0xFFFF) == type) {
        return at;
      }
    }
    return -1;
  }

  private long u32(int at) {
    return tiff.getInt(at) & 0xFFFF_FFFFL;
  }

  private void requireInside(long at, long bytes) throws MalformedDataException {
    if (at + bytes > tiff.limit()) {
      throw new MalformedDataException("EXIF points to byte " + at + " of " + tiff.limit());
    }
  }
}
