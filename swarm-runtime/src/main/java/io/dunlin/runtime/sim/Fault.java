package io.dunlin.runtime.sim;

import java.util.List;

/**
 * Something that goes wrong at a time.
 *
 * @param atNanos since the start
 * @param devices whom it hits; see {@link Kind}
 * @param forNanos how long; what has no duration ignores it
 * @param amount see {@link Kind}
 */
public record Fault(long atNanos, Kind kind, List<String> devices, long forNanos, long amount) {

  /** Every class of faults; what a random scenario is made of. */
  public enum Kind {
    /**
     * The power goes in the middle of whatever the journal writes: unforced writes get lost, torn
     * and reordered. Comes back after the duration.
     */
    POWER_CUT,
    /** The process is killed and started again; the page cache survives. */
    KILL,
    /** The disk has no room for the duration. */
    DISK_FULL,
    /** Every disk call fails with a chance of amount percent, for the duration. */
    DISK_ERROR,
    /** The power goes; amount bytes on the medium flip while it is off. */
    BIT_ROT,
    /**
     * The power goes; the disk comes back as it was amount nanoseconds before, or at its oldest
     * picture.
     */
    ROLLBACK,
    /** A copy of the device's disk runs beside it for the duration, under the same identity. */
    CLONE,
    /** The wall clock moves by amount nanoseconds, forwards or backwards, for good. */
    CLOCK_JUMP,
    /** Every input takes amount nanoseconds longer, for the duration. */
    SLOW,
    /** The devices hear only each other, for the duration. */
    PARTITION,
    /** The first device is not heard by the second, for the duration. */
    ONE_WAY,
    /** All links of the devices come and go every amount nanoseconds, for the duration. */
    FLAP,
    /** A stranger in range sends damaged copies of what it overhears and random bytes. */
    MALFORMED,
    /** A neighbour claims to hold everything, and more, and gives nothing. */
    LIAR,
    /** A stranger sends amount packets a second under ever new addresses. */
    FLOOD;

    /** The word in a scenario file. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  public Fault {
    devices = List.copyOf(devices);
  }

  long endNanos() {
    return atNanos + forNanos;
  }
}
