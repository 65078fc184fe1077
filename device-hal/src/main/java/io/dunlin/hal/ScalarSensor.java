package io.dunlin.hal;

import java.util.List;

/** One number of one unit: a thermometer, a barometer, a rain gauge. */
public interface ScalarSensor extends Sensor {
  /** SenML unit, such as {@code Cel}, {@code Pa}, {@code %RH}. */
  String unit();

  /** The value counts units of 10^scale; a thermometer with scale -2 says 2137 for 21.37 Cel. */
  int scale();

  /** The value now, in units of 10^scale. Never throws. */
  Reading<Long> scaled();

  @Override
  default List<Column> columns() {
    return List.of(Column.integer(name(), unit(), scale()));
  }

  @Override
  default Reading<Sample> sample() {
    return scaled().map(value -> Sample.of(Cell.of((long) value)));
  }
}
