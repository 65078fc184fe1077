package io.dunlin.hal;

import java.util.List;

/**
 * The pack's fuel gauge, in millijoules (1 Wh is 3,600,000). A read takes at most 5 ms and never
 * throws. A mains-powered device has no battery: absent, not full.
 */
public interface Battery extends Sensor {
  /** Energy left, 0 to the capacity. */
  Reading<Long> leftMilliJoules();

  /** Energy when full, above 0. */
  Reading<Long> capacityMilliJoules();

  @Override
  default String name() {
    return "battery";
  }

  @Override
  default List<Column> columns() {
    return List.of(Column.integer("left", "J", -3), Column.integer("capacity", "J", -3));
  }

  @Override
  default Reading<Sample> sample() {
    return leftMilliJoules()
        .map(left ->
            Sample.of(
                Cell.of((long) left),
                capacityMilliJoules().value().map(c -> Cell.of((long) c)).orElse(Cell.absent())));
  }
}
