package io.dunlin.runtime.sync;

import org.jspecify.annotations.Nullable;

/** One address at which a peer may be found, and who it turned out to be. */
final class Path {
  final String address;

  /** Longest beacon period. */
  final long quietNanos;

  final Pacer pacer = new Pacer();
  int cost;
  boolean configured;
  @Nullable Peer peer;

  boolean heard;
  long heardNanos;
  long beaconDueNanos;
  long beaconPeriodNanos = Timing.BEACON_FIRST;

  /** What the last beacon said. */
  long beaconHash;

  /** Sent since the path was made or came back. */
  int beacons;

  long announcedNanos = Long.MIN_VALUE;
  long neededNanos = Long.MIN_VALUE;
  long unansweredNanos = Timing.NEVER;

  Path(String address, int cost, long quietNanos, long nowNanos) {
    this.address = address;
    this.quietNanos = quietNanos;
    this.cost = cost;
    this.beaconDueNanos = nowNanos;
  }

  boolean isAlive(long nowNanos) {
    return heard
        && nowNanos - heardNanos <= Timing.ALIVE_PERIODS * quietNanos
        && (unansweredNanos == Timing.NEVER || nowNanos - unansweredNanos <= Timing.UNANSWERED);
  }

  /** A whole packet came; true if nothing had for long. */
  boolean heard(long nowNanos) {
    boolean back = !isAlive(nowNanos);
    heard = true;
    heardNanos = nowNanos;
    unansweredNanos = Timing.NEVER;
    return back;
  }

  /** Brings the next beacon forward. */
  void beaconBy(long dueNanos, long periodNanos) {
    beaconDueNanos = Math.min(beaconDueNanos, dueNanos);
    beaconPeriodNanos = Math.min(beaconPeriodNanos, periodNanos);
  }
}
