package io.dunlin.hal;

import java.util.List;

/**
 * What the radio says about the last frame it heard. A frame that was sent and not heard is
 * missing, {@link Reason.Cause#NOT_READY}: silence is a measurement, never a zero.
 */
public interface RadioQuality extends Sensor {
  Reading<RadioFrame> lastFrame();

  @Override
  default String name() {
    return "radio";
  }

  @Override
  default List<Column> columns() {
    return List.of(Column.integer("rssi", "dBm", -1), Column.integer("snr", "dB", -1));
  }

  @Override
  default Reading<Sample> sample() {
    return lastFrame()
        .map(frame ->
            Sample.at(
                frame.utcMillis(),
                Cell.of((long) frame.rssiDbmTenths()),
                Cell.of((long) frame.snrDbTenths())));
  }
}
