package io.dunlin.runtime.step;

/**
 * The priority lanes of a device, in order of precedence. A lane is part of a dot, so the numbers
 * are written to disk and wire and never change.
 */
public enum Lane {
  /** Alarms: durable one by one, sent before everything else. */
  URGENT(0),
  /** SwarmState changes and control. */
  STATE(1),
  /** Observations. */
  TELEMETRY(2),
  /** Anything large; sent when nothing else waits. */
  BULK(3);

  private final int number;

  Lane(int number) {
    this.number = number;
  }

  /** The number in a dot, 0 to 3. */
  public int number() {
    return number;
  }

  /**
   * The lane of a dot.
   *
   * @throws IllegalArgumentException when there is no such lane
   */
  public static Lane of(int number) {
    for (Lane lane : values()) if (lane.number == number) return lane;
    throw new IllegalArgumentException("no lane " + number);
  }
}
