package io.dunlin.hal.replay;

import io.dunlin.hal.Fix;
import io.dunlin.hal.MalformedDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The track of a flight from {@code exif.csv}, as {@code exiftool -csv -n} writes it: where and
 * when each photo was taken, whether or not the photo itself is there.
 */
final class ShotList implements Tape<Optional<Fix>> {
  static final String FILE = "exif.csv";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT);
  private final CsvTable table;
  private final Optional<ZoneOffset> cameraOffset;
  private final int time;
  private final CsvPlace place;

  ShotList(Path file, Optional<ZoneOffset> cameraOffset)
      throws IOException, MalformedDataException {
    this.table = CsvTable.open(file);
    this.cameraOffset = cameraOffset;
    try {
      this.time = table.column("DateTimeOriginal");
      this.place =
          new CsvPlace(
              table.column("GPSLatitude"),
              table.column("GPSLongitude"),
              table.optionalColumn("GPSAltitude"),
              -1);
    } catch (MalformedDataException e) {
      table.close();
      throw e;
    }
  }

  @Override
  public @Nullable Row<Optional<Fix>> next() throws IOException, MalformedDataException {
    CsvTable.Line line = table.next();
    if (line == null) {
      return null;
    }
    LocalDateTime taken = taken(line);
    OptionalLong utcMillis =
        cameraOffset
            .map(offset -> OptionalLong.of(taken.toInstant(offset).toEpochMilli()))
            .orElse(OptionalLong.empty());
    long atMicros = taken.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    return new Row<>(atMicros, place.of(line).map(position -> new Fix(position, utcMillis)));
  }

  @Override
  public void close() throws IOException {
    table.close();
  }

  private LocalDateTime taken(CsvTable.Line line) throws MalformedDataException {
    try {
      return LocalDateTime.parse(line.text(time), TIME);
    } catch (DateTimeException _) {
      throw line.wrong(time, "is not a time like 2016:06:23 16:31:59");
    }
  }
}
