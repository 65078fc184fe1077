package io.dunlin.runtime.transport;

/** What a packet is for; the two kinds never share a queue at the receiver. */
public enum Channel {
  /** Sync packets: beacons, summaries, deltas. */
  SYNC,
  /** Link probes: small, answered at once, worthless when late. */
  PROBE
}
