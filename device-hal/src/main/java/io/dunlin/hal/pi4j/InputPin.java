package io.dunlin.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import io.dunlin.hal.Cell;
import io.dunlin.hal.Column;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.Sample;
import io.dunlin.hal.Sensor;
import java.util.List;

/** The level of a pin, as a series of one yes-or-no column. */
record InputPin(String name, Attached<DigitalInput> pin) implements Sensor {
  private static final List<Column> COLUMNS = List.of(Column.bool("on"));

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public Reading<Sample> sample() {
    return pin.read(input ->
        switch (input.state()) {
          case HIGH -> Reading.of(Sample.of(Cell.of(true)));
          case LOW -> Reading.of(Sample.of(Cell.of(false)));
          case UNKNOWN -> Reading.missing(Reason.Cause.NOT_READY, name + ": level unknown");
        });
  }
}
