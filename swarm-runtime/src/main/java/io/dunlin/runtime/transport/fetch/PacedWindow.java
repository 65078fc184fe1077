package io.dunlin.runtime.transport.fetch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * How many requests may be under way, when the next may leave, and which are lost. Judged once per
 * round, which ends with the first answer to a request that left after it began:
 *
 * <ul>
 *   <li>a queue builds up (the best round trip of the round exceeds the best ever by 100 ms): a
 *       quarter less, so that a photo never holds up control traffic (LEDBAT's idea, RFC 6817);
 *   <li>more than {@link #RANDOM_LOSS} of late requests were lost: half as much;
 *   <li>otherwise more, if all was used: doubled until the first setback, then one more per round.
 *       Loss below that is the radio's, not the queue's, and giving way to it would gain nothing.
 * </ul>
 *
 * A request is lost when {@link #REORDERED_MAX} later ones were answered and its own answer is
 * later than the way's usual variation explains (RFC 8985's idea: a neighbour with several threads,
 * or one that is kept from its processor, answers out of order), or after the time of RFC 6298.
 * Space O(window); each call O(1) but for {@link #lost}.
 */
final class PacedWindow {
  static final int WINDOW_MAX = 32;
  static final int WINDOW_MIN = 2;

  /** Share of lost requests that is put down to the radio. */
  static final double RANDOM_LOSS = 0.2;

  /** Delay in queues above which the window shrinks. */
  static final long QUEUE_NANOS_MAX = 100_000_000L;

  /** Answers that may overtake a request before it counts as lost. */
  static final int REORDERED_MAX = 8;

  private static final int WINDOW_START = 4;
  private static final int BURST = 4;
  private static final double LOSS_WEIGHT = 1.0 / 64;
  private static final long TIMEOUT_START_NANOS = 500_000_000L;
  private static final long TIMEOUT_NANOS_MIN = 100_000_000L;
  private static final long TIMEOUT_NANOS_MAX = 10_000_000_000L;
  private static final long BACK_OFF_NANOS_MAX = 1_000_000_000L;
  private static final int GIVEN_UP_MAX = 64;
  private static final int DRAIN_ROUNDS = 3;
  private static final long BASE_NANOS = 10_000_000_000L;

  private final LinkedHashMap<Integer, Long> underWay = new LinkedHashMap<>();
  private final LinkedHashMap<Integer, Long> givenUp = new LinkedHashMap<>();
  private int asks;
  private int latestAnswered = -1;
  private double window = WINDOW_START;
  private boolean doubling = true;
  private double lossShare;
  private long nextSendNanos;
  private long smoothedNanos = -1;
  private long variationNanos;
  private long timeoutNanos = TIMEOUT_START_NANOS;
  private int roundFirstAsk;
  private boolean roundFull;
  private long roundBestNanos = Long.MAX_VALUE;
  private long baseNanos = Long.MAX_VALUE;
  private long nextBaseNanos = Long.MAX_VALUE;
  private long baseSinceNanos;
  private int drainRounds;
  private double windowAfter;

  PacedWindow(long nowNanos) {
    nextSendNanos = nowNanos;
    baseSinceNanos = nowNanos;
  }

  boolean open() {
    return underWay.size() < (int) window;
  }

  boolean maySend(long nowNanos) {
    return open() && nowNanos >= nextSendNanos;
  }

  /** When pacing lets the next request go. */
  long nextSendNanos() {
    return nextSendNanos;
  }

  /** Takes note of a request that leaves now, and numbers it. */
  int sent(long nowNanos) {
    underWay.put(asks, nowNanos);
    roundFull |= !open();
    if (smoothedNanos > 0) {
      long gap = (long) (smoothedNanos / (window * 1.25));
      nextSendNanos = Math.max(nextSendNanos, nowNanos - BURST * gap) + gap;
    }
    return asks++;
  }

  /** An answer, be it late or never asked for. */
  void answered(int ask, long nowNanos) {
    Long lateNanos = givenUp.remove(ask);
    if (lateNanos != null) {
      measure(Math.max(1, nowNanos - lateNanos));
    }
    Long sentNanos = underWay.remove(ask);
    if (sentNanos == null) {
      return;
    }
    latestAnswered = Math.max(latestAnswered, ask);
    lossShare -= lossShare * LOSS_WEIGHT;
    measure(Math.max(1, nowNanos - sentNanos));
    if (ask >= roundFirstAsk) {
      endRound(nowNanos);
    }
  }

  /** Requests that are lost now; they are under way no more. */
  List<Integer> lost(long nowNanos) {
    var lost = new ArrayList<Integer>();
    boolean silent = false;
    var oldest = underWay.entrySet().iterator();
    while (oldest.hasNext()) {
      var request = oldest.next();
      long waited = nowNanos - request.getValue();
      boolean late = waited >= timeoutNanos;
      boolean overtaken =
          request.getKey() < latestAnswered - REORDERED_MAX
              && waited > smoothedNanos + 2 * variationNanos;
      if (!late && !overtaken) {
        break;
      }
      silent |= late && request.getKey() > latestAnswered;
      lost.add(request.getKey());
      giveUp(request.getKey(), request.getValue());
      oldest.remove();
      lossShare += (1 - lossShare) * LOSS_WEIGHT;
    }
    if (silent) {
      backOff();
    }
    return lost;
  }

  /** When the oldest request times out; {@link Long#MAX_VALUE} when none is under way. */
  long timeoutAtNanos() {
    var oldest = underWay.firstEntry();
    return oldest == null ? Long.MAX_VALUE : oldest.getValue() + timeoutNanos;
  }

  int windowNow() {
    return (int) window;
  }

  /** Nobody answers: hardly anything more until somebody does (RFC 6298 section 5.5). */
  private void backOff() {
    timeoutNanos = Math.max(timeoutNanos, Math.min(timeoutNanos * 2, BACK_OFF_NANOS_MAX));
    window = Math.max(WINDOW_MIN, window / 2);
    doubling = false;
  }

  /** Remembers when it left: a late answer still tells how long the way is. */
  private void giveUp(int ask, long sentNanos) {
    if (givenUp.size() >= GIVEN_UP_MAX) {
      givenUp.pollFirstEntry();
    }
    givenUp.put(ask, sentNanos);
  }

  private void measure(long tripNanos) {
    if (smoothedNanos < 0) {
      smoothedNanos = tripNanos;
      variationNanos = tripNanos / 2;
    } else {
      variationNanos += (Math.abs(smoothedNanos - tripNanos) - variationNanos) / 4;
      smoothedNanos += (tripNanos - smoothedNanos) / 8;
    }
    long timeout = smoothedNanos + 4 * variationNanos;
    timeoutNanos = Math.clamp(timeout, TIMEOUT_NANOS_MIN, TIMEOUT_NANOS_MAX);
    roundBestNanos = Math.min(roundBestNanos, tripNanos);
    nextBaseNanos = Math.min(nextBaseNanos, tripNanos);
    baseNanos = Math.min(baseNanos, tripNanos);
    doubling &= tripNanos - baseNanos < QUEUE_NANOS_MAX / 2;
  }

  /** Once in a while the way is measured anew, with our own queue drained from it (as BBR does). */
  private void renewBase(long nowNanos) {
    if (nextBaseNanos - baseNanos > QUEUE_NANOS_MAX / 4) {
      drainRounds = DRAIN_ROUNDS;
      windowAfter = window;
      window = WINDOW_MIN;
    } else {
      baseNanos = nextBaseNanos;
    }
    nextBaseNanos = Long.MAX_VALUE;
    baseSinceNanos = nowNanos;
  }

  private void endRound(long nowNanos) {
    if (drainRounds > 0) {
      if (--drainRounds == 0) {
        baseNanos = roundBestNanos;
        nextBaseNanos = roundBestNanos;
        window = windowAfter;
      }
    } else if (nowNanos - baseSinceNanos > BASE_NANOS) {
      renewBase(nowNanos);
    } else if (roundBestNanos - baseNanos > QUEUE_NANOS_MAX) {
      window = Math.max(WINDOW_MIN, window * 0.75);
      doubling = false;
    } else if (lossShare > RANDOM_LOSS) {
      window = Math.max(WINDOW_MIN, window / 2);
      lossShare /= 2;
      doubling = false;
    } else if (roundFull) {
      window = Math.min(WINDOW_MAX, doubling ? window * 2 : window + 1);
    }
    roundFirstAsk = asks;
    roundFull = false;
    roundBestNanos = Long.MAX_VALUE;
  }
}
