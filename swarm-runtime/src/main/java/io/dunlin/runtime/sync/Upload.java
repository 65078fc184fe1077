package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.Lane;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our writes to one gateway, over its restarts: what it holds for good, what is on its way there,
 * and how much more may go. At most one window is sent and not committed: that is all a gateway's
 * crash can cost, and a gateway that commits slowly slows us down.
 */
final class Upload {
  /** Asks for a receipt when none came for so long; twice as long each time. */
  private static final long ASK_LEAST = 1_000_000_000L;

  /** The same while the window is full. */
  private static final long ASK_HELD = Timing.FLIGHT + 50_000_000L;

  private static final long ASK_MOST = 8_000_000_000L;

  /**
   * What the entries under way may take at the gateway once they are read. Columns of a quiet
   * sensor need 4 bytes a row on the way and twenty times that behind it.
   */
  static final long EXPANDED_BYTES_MAX = 4 * 1024 * 1024;

  private static final long SECOND = 1_000_000_000L;

  /** A configured rate is kept over so long. */
  private static final long HOLD_PARTS = 8;

  final Custody custody = new Custody();

  /**
   * Sent in lanes that wait for the store, and not said to be committed. Counts what fills the
   * window: the bytes of packets, or the share of {@link #EXPANDED_BYTES_MAX} where that is larger.
   */
  final Flight uncommitted = new Flight();

  /** Sent once already, so that the ledger can tell what is sent again. */
  private final TreeMap<LogId, IntervalSet> sent = new TreeMap<>();

  long askDueNanos = Timing.NEVER;
  private long askPeriodNanos = ASK_LEAST;
  private long bytesSinceAsked;
  private long tokens;
  private long refilledNanos = Long.MIN_VALUE;

  /** The least urgent lane that may be sent now. */
  int laneMost(UploadPolicy policy, long window, int packetBytes, long nowNanos) {
    boolean mayWait =
        policy.open()
            && uncommitted.bytes() + packetBytes <= window
            && hasTokens(policy.bytesPerSecond(), nowNanos);
    return mayWait ? Lane.BULK.number() : Lane.STATE.number();
  }

  /**
   * Notes what leaves; the bytes of it that left before, once or more.
   *
   * @param bytes on the way
   * @param expandedBytes of the entries once they are read
   */
  int sent(
      LogId log, long first, long last, int bytes, int expandedBytes, long window, long nowNanos) {
    int filled = (int) Math.max(bytes, expandedBytes * window / EXPANDED_BYTES_MAX);
    tokens -= bytes;
    bytesSinceAsked += filled;
    if (log.lane() > Lane.STATE.number()) {
      uncommitted.add(log, first, last, filled, nowNanos);
    }
    askDueNanos = Math.min(askDueNanos, nowNanos + askPeriodNanos);
    IntervalSet places = IntervalSet.of(first, last);
    IntervalSet before = sent.getOrDefault(log, IntervalSet.empty());
    IntervalSet after = before.union(places);
    if (after.runs().size() <= Peer.RUNS_MAX
        && (sent.size() < Peer.LOGS_MAX || sent.containsKey(log))) {
      sent.put(log, after);
    }
    return (int) (bytes * before.intersect(places).count() / places.count());
  }

  /** Is it time to ask for a commit, with so much of the window left? Asks if so. */
  boolean asks(long window, boolean lastOfAll) {
    boolean asks = lastOfAll || bytesSinceAsked >= window / 4;
    if (asks) {
      bytesSinceAsked = 0;
    }
    return asks;
  }

  /** A process of the gateway was met. */
  void met(long nowNanos) {
    askPeriodNanos = ASK_LEAST;
    askDueNanos = nowNanos + askPeriodNanos;
  }

  /**
   * A receipt came.
   *
   * @param progress whether anything is safe by it
   */
  void answered(boolean progress, long nowNanos) {
    if (isAllSafe()) {
      askDueNanos = Timing.NEVER;
    } else if (progress) {
      met(nowNanos);
    }
  }

  /**
   * Something waits. If it is for the window, then receipts, or what they should speak of, got
   * lost.
   */
  void held(long window, int packetBytes, long nowNanos) {
    if (uncommitted.bytes() + packetBytes > window) {
      askDueNanos = Math.min(askDueNanos, nowNanos + ASK_HELD);
    }
  }

  /** No receipt came, and we ask. */
  void asked(long nowNanos) {
    askPeriodNanos = Math.min(2 * askPeriodNanos, ASK_MOST);
    askDueNanos = nowNanos + askPeriodNanos;
  }

  private boolean isAllSafe() {
    for (Map.Entry<LogId, IntervalSet> each : sent.entrySet()) {
      if (!custody.safe(each.getKey()).containsAll(each.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean hasTokens(long bytesPerSecond, long nowNanos) {
    if (bytesPerSecond == 0) {
      tokens = 0;
      refilledNanos = nowNanos;
      return true;
    }
    if (refilledNanos == Long.MIN_VALUE) {
      refilledNanos = nowNanos;
    }
    long elapsed = Math.min(nowNanos - refilledNanos, SECOND);
    long gained = (long) ((double) elapsed * bytesPerSecond / SECOND);
    if (gained > 0) {
      long hold = Math.max(bytesPerSecond / HOLD_PARTS, SyncSettings.PACKET_BYTES_MOST);
      tokens = Math.min(tokens + gained, hold);
      refilledNanos = nowNanos;
    }
    return tokens >= 0;
  }
}
