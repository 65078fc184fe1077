package io.dunlin.runtime.sync;

/** The coarsest of three units in which the times of a run are whole numbers. */
enum TimeUnit {
  NANOS(0, 1),
  MICROS(1, 1_000),
  MILLIS(2, 1_000_000);

  private static final TimeUnit[] ALL = values();

  final int number;
  final long nanos;

  TimeUnit(int number, long nanos) {
    this.number = number;
    this.nanos = nanos;
  }

  static TimeUnit of(long bootNanos) {
    return bootNanos % MILLIS.nanos == 0 ? MILLIS : bootNanos % MICROS.nanos == 0 ? MICROS : NANOS;
  }

  static TimeUnit at(int number) {
    return ALL[number];
  }

  TimeUnit finer(TimeUnit other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
