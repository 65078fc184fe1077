package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import io.dunlin.hal.Position;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The columns that make a position; the optional ones are -1 where the table has none. */
record CsvPlace(int latitude, int longitude, int altitude, int accuracy) {

  /** The position of a record; empty where the receiver had none. */
  Optional<Position> of(CsvTable.Line line) throws MalformedDataException {
    OptionalLong latitudeE7 = line.scaled(latitude, -7);
    OptionalLong longitudeE7 = line.scaled(longitude, -7);
    if (latitudeE7.isEmpty() || longitudeE7.isEmpty()) {
      return Optional.empty();
    }
    if (!Position.isOnEarth(latitudeE7.getAsLong(), longitudeE7.getAsLong())) {
      throw line.wrong(latitude, "and its longitude are not on Earth");
    }
    OptionalInt accuracyMm = millimetres(line, accuracy);
    if (accuracyMm.isPresent() && accuracyMm.getAsInt() < 0) {
      throw line.wrong(accuracy, "is below zero");
    }
    return Optional.of(
        new Position(
            (int) latitudeE7.getAsLong(),
            (int) longitudeE7.getAsLong(),
            millimetres(line, altitude),
            accuracyMm));
  }

  private static OptionalInt millimetres(CsvTable.Line line, int column)
      throws MalformedDataException {
    OptionalLong value = column < 0 ? OptionalLong.empty() : line.scaled(column, -3);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (value.getAsLong() != (int) value.getAsLong()) {
      throw line.wrong(column, "is out of range");
    }
    return OptionalInt.of((int) value.getAsLong());
  }
}
