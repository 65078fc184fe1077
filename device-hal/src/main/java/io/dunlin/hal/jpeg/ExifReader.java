package io.dunlin.hal.jpeg;

import io.dunlin.hal.MalformedDataException;
import io.dunlin.hal.Position;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads position and time from the TIFF inside an EXIF segment: three directories, no chains. */
final class ExifReader {
  private static final int MAGIC = 42;
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu:MM:dd", Locale.ROOT);

  private ExifReader() {}

  static Exif read(ByteBuffer tiff) throws MalformedDataException {
    if (tiff.limit() < 8) {
      throw new MalformedDataException("EXIF of " + tiff.limit() + " bytes");
    }
    switch (tiff.getShort(0)) {
      case 0x4949 -> tiff.order(ByteOrder.LITTLE_ENDIAN);
      case 0x4D4D -> tiff.order(ByteOrder.BIG_ENDIAN);
      default -> throw new MalformedDataException("EXIF without byte order");
    }
    if (tiff.getShort(2) != MAGIC) {
      throw new MalformedDataException("EXIF without TIFF's 42");
    }
    TiffDirectory root = new TiffDirectory(tiff, tiff.getInt(4) & 0xFFFF_FFFFL);
    Exif exif = Exif.NONE;
    OptionalLong shotAt = root.pointer(ExifTag.EXIF_DIRECTORY);
    if (shotAt.isPresent()) {
      TiffDirectory shot = new TiffDirectory(tiff, shotAt.getAsLong());
      exif = new Exif(Optional.empty(), taken(shot), offset(shot), OptionalLong.empty());
    }
    OptionalLong gpsAt = root.pointer(ExifTag.GPS_DIRECTORY);
    if (gpsAt.isPresent()) {
      TiffDirectory gps = new TiffDirectory(tiff, gpsAt.getAsLong());
      exif = new Exif(position(gps), exif.taken(), exif.offset(), gpsTime(gps));
    }
    return exif;
  }

  private static Optional<LocalDateTime> taken(TiffDirectory shot) throws MalformedDataException {
    Optional<String> text = shot.text(ExifTag.DATE_TIME_ORIGINAL);
    return text.isEmpty() ? Optional.empty() : localTime(text.get());
  }

  /**
   * EXIF's own form, {@code 2016:06:23 16:32:43}; a camera with no clock writes blanks or zeros.
   */
  static Optional<LocalDateTime> localTime(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.strip(), DATE_TIME));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneOffset> offset(TiffDirectory shot) throws MalformedDataException {
    Optional<String> text = shot.text(ExifTag.OFFSET_TIME_ORIGINAL);
    try {
      return text.map(String::strip).map(ZoneOffset::of);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static OptionalLong gpsTime(TiffDirectory gps) throws MalformedDataException {
    Optional<String> date = gps.text(ExifTag.GPS_DATE_STAMP);
    Optional<double[]> time = gps.rationals(ExifTag.GPS_TIME_STAMP, 3);
    if (date.isEmpty() || time.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long day = LocalDate.parse(date.get().strip(), DATE).toEpochDay();
      double[] hms = time.get();
      double seconds = hms[0] * 3600 + hms[1] * 60 + hms[2];
      boolean inDay = seconds >= 0 && seconds < 86_401;
      return inDay
          ? OptionalLong.of(day * 86_400_000 + Math.round(seconds * 1000))
          : OptionalLong.empty();
    } catch (DateTimeException _) {
      return OptionalLong.empty();
    }
  }

  private static Optional<Position> position(TiffDirectory gps) throws MalformedDataException {
    Optional<double[]> latitude = gps.rationals(ExifTag.GPS_LATITUDE, 3);
    Optional<double[]> longitude = gps.rationals(ExifTag.GPS_LONGITUDE, 3);
    if (latitude.isEmpty() || longitude.isEmpty()) {
      return Optional.empty();
    }
    boolean south = gps.text(ExifTag.GPS_LATITUDE_REF).equals(Optional.of("S"));
    boolean west = gps.text(ExifTag.GPS_LONGITUDE_REF).equals(Optional.of("W"));
    long latitudeE7 = degreesE7(latitude.get(), south);
    long longitudeE7 = degreesE7(longitude.get(), west);
    if (!Position.isOnEarth(latitudeE7, longitudeE7)) {
      throw new MalformedDataException("EXIF position beyond the poles or the date line");
    }
    return Optional.of(
        new Position((int) latitudeE7, (int) longitudeE7, altitude(gps), OptionalInt.empty()));
  }

  private static long degreesE7(double[] parts, boolean negative) {
    long e7 = Math.round((parts[0] + parts[1] / 60 + parts[2] / 3600) * 1e7);
    return negative ? -e7 : e7;
  }

  private static OptionalInt altitude(TiffDirectory gps) throws MalformedDataException {
    Optional<double[]> metres = gps.rationals(ExifTag.GPS_ALTITUDE, 1);
    if (metres.isEmpty() || metres.get()[0] > 1_000_000) {
      return OptionalInt.empty();
    }
    int millimetres = (int) Math.round(metres.get()[0] * 1000);
    boolean below = gps.singleByte(ExifTag.GPS_ALTITUDE_REF).orElse(0) == 1;
    return OptionalInt.of(below ? -millimetres : millimetres);
  }
}
