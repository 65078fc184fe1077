package io.dunlin.hal.replay;

import io.dunlin.hal.Fix;
import io.dunlin.hal.MalformedDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One animal's fixes from Movebank CSV files ({@code movebank.org}, attribute dictionary; times are
 * UTC), read one after the other. The animal is the one asked for, or the first that appears: a
 * track that jumps between animals is none.
 */
final class MovebankTrack implements Tape<MovebankTrack.Point> {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  /** A fix, and the tag's temperature in hundredths of a degree Celsius where it has one. */
  record Point(Optional<Fix> fix, Optional<Long> celsius) {}

  private final List<Path> files;
  private Optional<String> individual;
  private int nextFile;
  private @Nullable OneFile current;

  MovebankTrack(List<Path> files, Optional<String> individual)
      throws IOException, MalformedDataException {
    this.files = files;
    this.individual = individual;
    openNext();
  }

  @Override
  public @Nullable Row<Point> next() throws IOException, MalformedDataException {
    while (current != null) {
      CsvTable.Line line = current.table().next();
      if (line == null) {
        close();
        openNext();
      } else if (isOfAnimal(line, current)) {
        return row(line, current);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.table().close();
      current = null;
    }
  }

  private void openNext() throws IOException, MalformedDataException {
    if (nextFile < files.size()) {
      current = OneFile.open(files.get(nextFile++));
    }
  }

  private boolean isOfAnimal(CsvTable.Line line, OneFile file) {
    String animal = line.text(file.individual());
    if (individual.isEmpty()) {
      individual = Optional.of(animal);
    }
    return individual.get().equals(animal);
  }

  private static Row<Point> row(CsvTable.Line line, OneFile file) throws MalformedDataException {
    long utcMillis = utcMillis(line, file.time());
    Optional<Fix> fix =
        file.place().of(line).map(place -> new Fix(place, OptionalLong.of(utcMillis)));
    OptionalLong tag =
        file.temperature() < 0 ? OptionalLong.empty() : line.scaled(file.temperature(), -2);
    Optional<Long> celsius = tag.isPresent() ? Optional.of(tag.getAsLong()) : Optional.empty();
    return new Row<>(utcMillis * 1000, new Point(fix, celsius));
  }

  private static long utcMillis(CsvTable.Line line, int column) throws MalformedDataException {
    try {
      return LocalDateTime.parse(line.text(column), TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException _) {
      throw line.wrong(column, "is not a time like 2018-05-09 14:59:05.000");
    }
  }

  /** A file and where its columns are; -1 where an optional one is not. */
  private record OneFile(
      CsvTable table, int time, int individual, CsvPlace place, int temperature) {
    static OneFile open(Path path) throws IOException, MalformedDataException {
      CsvTable table = CsvTable.open(path);
      try {
        return new OneFile(
            table,
            table.column("timestamp"),
            table.column("individual-local-identifier"),
            new CsvPlace(
                table.column("location-lat"),
                table.column("location-long"),
                table.optionalColumn("height-above-msl"),
                table.optionalColumn("location-error-numerical")),
            table.optionalColumn("external-temperature"));
      } catch (MalformedDataException e) {
        table.close();
        throw new MalformedDataException(RecordingFile.nameOf(path) + ": " + e.getMessage());
      }
    }
  }
}
