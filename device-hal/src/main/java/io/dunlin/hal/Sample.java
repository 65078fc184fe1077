package io.dunlin.hal;

import java.util.List;
import java.util.OptionalLong;

/**
 * One row of a series, in the order of the sensor's columns.
 *
 * @param cells 1 to {@value #CELLS_MAX}
 * @param utcMillis when the hardware says it was measured (a GPS, a recording); the host stamps its
 *     own monotonic time besides
 */
public record Sample(List<Cell> cells, OptionalLong utcMillis) {
  public static final int CELLS_MAX = 32;

  public Sample {
    cells = List.copyOf(cells);
    if (cells.isEmpty() || cells.size() > CELLS_MAX) {
      throw new IllegalArgumentException(cells.size() + " cells, must be 1 to " + CELLS_MAX);
    }
  }

  public static Sample of(Cell... cells) {
    return new Sample(List.of(cells), OptionalLong.empty());
  }

  public static Sample at(OptionalLong utcMillis, Cell... cells) {
    return new Sample(List.of(cells), utcMillis);
  }
}
