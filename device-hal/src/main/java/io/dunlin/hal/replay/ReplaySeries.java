package io.dunlin.hal.replay;

import io.dunlin.hal.Column;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Sample;
import io.dunlin.hal.Sensor;
import java.util.List;

/** A recorded series, whatever its columns. */
record ReplaySeries(String name, List<Column> columns, Player<Sample> player) implements Sensor {
  @Override
  public Reading<Sample> sample() {
    return player.next();
  }
}
