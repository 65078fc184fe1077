package io.dunlin.hal;

import java.util.List;
import java.util.OptionalInt;

/**
 * A satellite receiver. Without a fix it answers missing, {@link Reason.Cause#NOT_READY}; an old
 * fix is never repeated as a new one beyond 10 s.
 */
public interface PositionSensor extends Sensor {
  Reading<Fix> fix();

  @Override
  default String name() {
    return "gps";
  }

  @Override
  default List<Column> columns() {
    return List.of(
        Column.integer("lat", "lat", -7),
        Column.integer("lon", "lon", -7),
        Column.integer("alt", "m", -3),
        Column.integer("accuracy", "m", -3));
  }

  @Override
  default Reading<Sample> sample() {
    return fix()
        .map(fix ->
            Sample.at(
                fix.utcMillis(),
                Cell.of((long) fix.position().latitudeE7()),
                Cell.of((long) fix.position().longitudeE7()),
                cell(fix.position().altitudeMm()),
                cell(fix.position().accuracyMm())));
  }

  private static Cell cell(OptionalInt value) {
    return value.isPresent() ? Cell.of((long) value.getAsInt()) : Cell.absent();
  }
}
