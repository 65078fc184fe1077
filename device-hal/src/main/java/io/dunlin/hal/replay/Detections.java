package io.dunlin.hal.replay;

import io.dunlin.hal.Cell;
import io.dunlin.hal.Column;
import io.dunlin.hal.MalformedDataException;
import io.dunlin.hal.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was seen on the photos, from {@code observations.csv} of Camtrap DP 1.0: one row per
 * observation, at {@code eventStart}.
 */
final class Detections implements Tape<Sample> {
  static final String FILE = "observations.csv";
  static final List<Column> COLUMNS =
      List.of(
          Column.text("species"),
          Column.integer("count", "", 0),
          Column.text("type"),
          Column.text("level"),
          Column.text("deployment"),
          Column.text("media"));
  private final CsvTable table;
  private final int time;
  private final int species;
  private final int count;
  private final int type;
  private final int level;
  private final int deployment;
  private final int media;

  Detections(Path file) throws IOException, MalformedDataException {
    table = CsvTable.open(file);
    try {
      time = table.column("eventStart");
      species = table.column("scientificName");
      count = table.column("count");
      type = table.column("observationType");
      level = table.column("observationLevel");
      deployment = table.column("deploymentID");
      media = table.column("mediaID");
    } catch (MalformedDataException e) {
      table.close();
      throw e;
    }
  }

  @Override
  public @Nullable Row<Sample> next() throws IOException, MalformedDataException {
    CsvTable.Line line = table.next();
    if (line == null) {
      return null;
    }
    long utcMillis = line.instantMillis(time);
    OptionalLong number = line.scaled(count, 0);
    Sample sample =
        Sample.at(
            OptionalLong.of(utcMillis),
            text(line, species),
            number.isPresent() ? Cell.of(number.getAsLong()) : Cell.absent(),
            text(line, type),
            text(line, level),
            text(line, deployment),
            text(line, media));
    return new Row<>(utcMillis * 1000, sample);
  }

  @Override
  public void close() throws IOException {
    table.close();
  }

  private static Cell text(CsvTable.Line line, int column) {
    String text = line.text(column);
    return text.isEmpty() ? Cell.absent() : Cell.of(text);
  }
}
