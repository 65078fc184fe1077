package io.dunlin.hal.jpeg;

import io.dunlin.hal.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the EXIF of a shot, big-endian, as the body of an APP1 segment. What {@link Jpeg#read}
 * reads back is equal but for accuracy, which EXIF 2.32 keeps elsewhere.
 */
public final class ExifWriter {
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT);
  private static final int HEADER_BYTES = 8;
  private static final int SECOND_PARTS = 100_000;

  private ExifWriter() {}

  /** A field of a directory; {@code value} is 4 bytes in place or more behind the entries. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Field(int tag, int type, int count, byte[] value) {}

  /** {@code Exif\0\0} and the TIFF; under 1 KiB. */
  public static byte[] body(Optional<Position> position, OptionalLong utcMillis) {
    List<Field> shot = new ArrayList<>();
    if (utcMillis.isPresent()) {
      LocalDateTime taken =
          LocalDateTime.ofInstant(Instant.ofEpochMilli(utcMillis.getAsLong()), ZoneOffset.UTC);
      shot.add(ascii(ExifTag.DATE_TIME_ORIGINAL, DATE_TIME.format(taken)));
      shot.add(ascii(ExifTag.OFFSET_TIME_ORIGINAL, "+00:00"));
    }
    List<Field> gps = position.map(ExifWriter::gps).orElse(List.of());
    Field make = ascii(ExifTag.MAKE, "Dunlin simulated");
    int shotAt = HEADER_BYTES + sizeOf(List.of(make, pointer(0, 0), pointer(0, 0)));
    int gpsAt = shotAt + sizeOf(shot);
    List<Field> root =
        List.of(
            make, pointer(ExifTag.EXIF_DIRECTORY, shotAt), pointer(ExifTag.GPS_DIRECTORY, gpsAt));
    byte[] mark = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(mark.length + gpsAt + sizeOf(gps));
    out.put(mark).putShort((short) 0x4D4D).putShort((short) 42).putInt(HEADER_BYTES);
    put(out, HEADER_BYTES, root);
    put(out, shotAt, shot);
    put(out, gpsAt, gps);
    return out.array();
  }

  private static List<Field> gps(Position position) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(ExifTag.GPS_VERSION, ExifTag.BYTE, 4, new byte[] {2, 3, 0, 0}));
    fields.add(ascii(ExifTag.GPS_LATITUDE_REF, position.latitudeE7() < 0 ? "S" : "N"));
    fields.add(degrees(ExifTag.GPS_LATITUDE, position.latitudeE7()));
    fields.add(ascii(ExifTag.GPS_LONGITUDE_REF, position.longitudeE7() < 0 ? "W" : "E"));
    fields.add(degrees(ExifTag.GPS_LONGITUDE, position.longitudeE7()));
    if (position.altitudeMm().isPresent()) {
      int millimetres = position.altitudeMm().getAsInt();
      byte below = (byte) (millimetres < 0 ? 1 : 0);
      fields.add(new Field(ExifTag.GPS_ALTITUDE_REF, ExifTag.BYTE, 1, new byte[] {below, 0, 0, 0}));
      fields.add(rationals(ExifTag.GPS_ALTITUDE, Math.abs((long) millimetres), 1000));
    }
    return fields;
  }

  private static Field degrees(int tag, int degreesE7) {
    long e7 = Math.abs((long) degreesE7);
    long minutesE7 = e7 % 10_000_000 * 60;
    long secondsE7 = minutesE7 % 10_000_000 * 60;
    return rationals(
        tag,
        e7 / 10_000_000,
        1,
        minutesE7 / 10_000_000,
        1,
        secondsE7 / (10_000_000 / SECOND_PARTS),
        SECOND_PARTS);
  }

  private static Field rationals(int tag, long... parts) {
    ByteBuffer value = ByteBuffer.allocate(parts.length * 4);
    for (long part : parts) {
      value.putInt((int) part);
    }
    return new Field(tag, ExifTag.RATIONAL, parts.length / 2, value.array());
  }

  private static Field pointer(int tag, int to) {
    return new Field(tag, ExifTag.LONG, 1, ByteBuffer.allocate(4).putInt(to).array());
  }

  private static Field ascii(int tag, String text) {
    int count = text.length() + 1;
    byte[] value = new byte[Math.max(4, count + count % 2)];
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, value, 0, bytes.length);
    return new Field(tag, ExifTag.ASCII, count, value);
  }

  private static int entryBytes(int fields) {
    return 2 + fields * 12 + 4;
  }

  private static int sizeOf(List<Field> fields) {
    int size = entryBytes(fields.size());
    for (Field field : fields) {
      size += field.value().length > 4 ? field.value().length : 0;
    }
    return size;
  }

  private static void put(ByteBuffer out, int at, List<Field> fields) {
    int valueAt = at + entryBytes(fields.size());
    out.putShort((short) fields.size());
    for (Field field : fields) {
      out.putShort((short) field.tag()).putShort((short) field.type()).putInt(field.count());
      if (field.value().length > 4) {
        out.putInt(valueAt);
        valueAt += field.value().length;
      } else {
        out.put(field.value());
      }
    }
    out.putInt(0);
    fields.stream().filter(field -> field.value().length > 4).forEach(f -> out.put(f.value()));
  }
}
