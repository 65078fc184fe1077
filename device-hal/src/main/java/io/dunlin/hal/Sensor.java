package io.dunlin.hal;

import java.util.List;

/**
 * Anything that can be sampled as a series. A read takes at most 50 ms on a healthy bus or file and
 * never throws; the host calls it from one thread at a time and chooses the period.
 */
public interface Sensor {
  /** The series' name: {@code [a-z0-9][a-z0-9_-]{0,31}}, unique in one device. */
  String name();

  /** 1 to {@value Sample#CELLS_MAX} columns; the same for the life of the sensor. */
  List<Column> columns();

  /** A row with one cell for each column, each admitted by it. */
  Reading<Sample> sample();
}
