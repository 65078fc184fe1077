package io.dunlin.runtime.sync;

/**
 * The periods of sync, in nanoseconds. They set how fast and how chatty it is, never whether it is
 * right.
 */
final class Timing {
  private static final long MILLI = 1_000_000;

  /** Marks what is not due. */
  static final long NEVER = Long.MAX_VALUE;

  /** First beacon period towards somebody new. */
  static final long BEACON_FIRST = 250 * MILLI;

  /** Beacon period while something changes. */
  static final long BEACON_BUSY = 1_000 * MILLI;

  /** A path silent for so many of the longest beacon periods carries beacons only. */
  static final int ALIVE_PERIODS = 3;

  /** So long after the first delta without any answer, a path carries beacons only. */
  static final long UNANSWERED = 4_000 * MILLI;

  /** A path nobody configured is given up after so many of the longest beacon periods. */
  static final int FORGET_PERIODS = 75;

  /** A packet sent longer ago has arrived or is lost. */
  static final long FLIGHT = 250 * MILLI;

  /** What was sent counts as neither known nor lacking for so long, unless a summary tells. */
  static final long CONFIRM = 2_000 * MILLI;

  /** What was handed to the journal and did not come back for so long was refused. */
  static final long JOURNAL = 10_000 * MILLI;

  /** What a gateway did not commit within this is no longer counted against the window. */
  static final long COMMIT = 10_000 * MILLI;

  /** Own fresh entries are gathered for 20 to 50 ms before they are pushed. */
  static final long PUSH_LEAST = 20 * MILLI;

  static final long PUSH_MOST = 50 * MILLI;

  /**
   * Others' fresh entries are passed on after 30 to 120 ms, unless the neighbour is heard to have
   * them.
   */
  static final long RELAY_LEAST = 30 * MILLI;

  static final long RELAY_MOST = 120 * MILLI;

  /** Between two packets of a burst there is less than this. */
  static final long QUIET = 80 * MILLI;

  /** How long answers are held to gather what belongs together, at most. */
  static final long GATHER = 20 * MILLI;

  /** Between two summaries to one peer. */
  static final long SUMMARY_GAP = 100 * MILLI;

  /** Between two announcements, or two requests for one, to one address. */
  static final long ANNOUNCE_GAP = 200 * MILLI;

  /**
   * What a peer has and did not send is asked for again after once to twice this, later each time.
   */
  static final long RETRY = 150 * MILLI;

  /** For so long only one peer is asked for what several have. */
  static final long ASKED = 500 * MILLI;

  /** How long a push stays pruned. */
  static final long PRUNED = 60_000 * MILLI;

  /** Between two wants for the same missing chunks. */
  static final long WANT_GAP = 300 * MILLI;

  /** The peer of a large entry says within this which chunks it missed; else all are sent again. */
  static final long WANT_GRACE = 1_000 * MILLI;

  /** Reports of one kind are at least so far apart. */
  static final long REPORT_GAP = 10_000 * MILLI;

  private Timing() {}
}
