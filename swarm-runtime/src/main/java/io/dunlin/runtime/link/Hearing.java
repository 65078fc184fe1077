package io.dunlin.runtime.link;

import io.dunlin.runtime.link.Probe.Heard;

/** What we hear of the requests that come from one address: the last 32 of one stream. */
final class Hearing {
  private int stream = -1;
  private int highest;
  private int bits;
  private int pairNonce;
  private long pairNanos = Long.MIN_VALUE;

  /** Notes a request; the gap between the two of a pair, or 0. */
  long heard(Probe.Request request, long nowNanos) {
    int ahead = request.nonce() - highest;
    if (request.stream() != stream) {
      stream = request.stream();
      highest = request.nonce();
      bits = 1;
    } else if (ahead > 0) {
      bits = ahead >= 32 ? 1 : bits << ahead | 1;
      highest = request.nonce();
    } else if (ahead > -32) {
      bits |= 1 << -ahead;
    }
    long gap = 0;
    if (request.part() == Probe.FIRST) {
      pairNonce = request.nonce();
      pairNanos = nowNanos;
    } else if (request.part() == Probe.SECOND
        && pairNanos != Long.MIN_VALUE
        && request.nonce() == pairNonce + 1) {
      gap = Math.max(0, nowNanos - pairNanos);
      pairNanos = Long.MIN_VALUE;
    }
    return gap;
  }

  Heard heard() {
    return new Heard(highest, bits);
  }
}
