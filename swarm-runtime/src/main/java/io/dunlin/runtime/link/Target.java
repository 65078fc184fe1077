package io.dunlin.runtime.link;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.link.Probe.Heard;
import io.dunlin.runtime.state.LinkMeasure;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** One address that is probed, and what is measured on the way to it. */
final class Target {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  /** Probes without an answer that make a link down. */
  static final int MISSES_MAX = 5;

  /** Faster than any radio: what is above counts as this, so that idle loopbacks look alike. */
  static final long BYTES_PER_SECOND_MAX = 12_500_000;

  /** A neighbour that heard one of so many latest probes can be reached. */
  private static final int FRESH = 2;

  private static final long TIMEOUT_LEAST = 1_000 * MILLI;
  private static final int OUTSTANDING_MAX = 32;
  private static final int PAIRS = 5;
  private static final int WINDOW = 32;

  /** The first probes follow each other quickly. */
  private static final int EARLY = 2 * PAIRS;

  final String address;
  ReplicaId peer;
  long dueNanos;
  boolean up;
  int samples;
  int misses;
  int sent;
  private final int firstNonce;
  private int nonce;

  /** Sending times of unanswered probes by their count since the first. */
  private final TreeMap<Integer, Long> outstanding = new TreeMap<>();

  private int peerStream = -1;
  private int sentBefore;
  private long rttNanos;
  private double lossRatio;
  private final long[] pairs = new long[PAIRS];
  private int pairCount;
  private long pairBytesPerSecond;
  private long transferBytesPerSecond;
  long clockNanos = Long.MIN_VALUE;
  long clockUncertaintyMillis = Long.MAX_VALUE;

  Target(String address, ReplicaId peer, int firstNonce, long nowNanos) {
    this.address = address;
    this.peer = peer;
    this.firstNonce = firstNonce;
    this.nonce = firstNonce;
    this.dueNanos = nowNanos;
  }

  /** The nonce of a probe that is sent now. */
  int next(long nowNanos) {
    outstanding.put(sent, nowNanos);
    if (outstanding.size() > OUTSTANDING_MAX) {
      outstanding.pollFirstEntry();
    }
    sent++;
    return nonce++;
  }

  /** When the oldest unanswered probe counts as missed. */
  long expiryNanos() {
    return outstanding.isEmpty()
        ? Long.MAX_VALUE
        : outstanding.firstEntry().getValue() + timeoutNanos() + 1;
  }

  private long timeoutNanos() {
    return Math.max(TIMEOUT_LEAST, 4 * rttNanos);
  }

  /** Counts what was not answered in time; true if the link just went down. */
  boolean expire(long nowNanos) {
    long timeout = timeoutNanos();
    for (Iterator<Map.Entry<Integer, Long>> all = outstanding.entrySet().iterator();
        all.hasNext(); ) {
      if (nowNanos - all.next().getValue() > timeout) {
        all.remove();
        misses++;
      }
    }
    if (up && misses >= MISSES_MAX) {
      up = false;
      lossRatio = 1;
      return true;
    }
    return false;
  }

  /** An answer; its round-trip time, or -1 if nothing of the kind was asked or it is too late. */
  long answered(Probe.Reply reply, long nowNanos) {
    Long sentNanos = outstanding.remove(reply.nonce() - firstNonce);
    if (sentNanos == null) {
      return -1;
    }
    long rtt = nowNanos - sentNanos;
    rttNanos = samples == 0 ? rtt : rttNanos + (rtt - rttNanos) / 8;
    samples++;
    answered(reply.stream(), reply.heard());
    return rtt;
  }

  /** The neighbour told what it heard of us; true if that shows that the way to it works now. */
  boolean answered(int stream, Heard heard) {
    int age = nonce - 1 - heard.highest();
    if (age < 0 || age >= sent || heard.bits() == 0) {
      return false;
    }
    if (stream != peerStream) {
      // Another process listens now: it cannot have heard what was sent before.
      peerStream = stream;
      sentBefore = sent - age - 1;
    }
    boolean fresh = age < FRESH;
    if (up || fresh) {
      lossRatio = loss(heard, age);
    }
    if (!fresh) {
      return false;
    }
    misses = 0;
    up = true;
    return true;
  }

  /** Of the last probes, without one that may be under way, the share that was not heard. */
  private double loss(Heard heard, int age) {
    int unheard = Math.min(WINDOW, Math.max(0, age - 1));
    int window = Math.clamp(sent - sentBefore - (age - unheard), 1, WINDOW);
    return 1 - (double) Math.min(window, heard.count(WINDOW - unheard)) / window;
  }

  /** The second of a pair of so many bytes came so long after the first. */
  void paired(int bytes, long gapNanos) {
    if (gapNanos <= 0) {
      return;
    }
    pairs[pairCount++ % PAIRS] = Math.min(BYTES_PER_SECOND_MAX, bytes * SECOND / gapNanos);
    long[] sorted = Arrays.copyOf(pairs, Math.min(pairCount, PAIRS));
    Arrays.sort(sorted);
    long median = sorted[sorted.length / 2];
    pairBytesPerSecond =
        pairBytesPerSecond == 0 ? median : pairBytesPerSecond + (median - pairBytesPerSecond) / 4;
  }

  /** A real transfer: the link carries at least this. */
  void transferred(long bytes, long nanos) {
    long rate = (long) Math.min((double) BYTES_PER_SECOND_MAX, bytes * (double) SECOND / nanos);
    transferBytesPerSecond =
        transferBytesPerSecond == 0
            ? rate
            : transferBytesPerSecond + (rate - transferBytesPerSecond) / 2;
  }

  /** Pairs show what a link could carry, transfers what it did: they may have been slowed by us. */
  long bytesPerSecond() {
    return Math.max(pairBytesPerSecond, transferBytesPerSecond);
  }

  boolean isEarly() {
    return sent < EARLY;
  }

  boolean needsPair() {
    return pairCount < PAIRS;
  }

  LinkMeasure measure() {
    return new LinkMeasure(peer, up, rttNanos, lossRatio, bytesPerSecond(), samples);
  }

  /** Time for 64 KiB over this way, to choose between several to one peer. */
  long costNanos() {
    long rate = bytesPerSecond() == 0 ? 64 * 1024 : bytesPerSecond();
    return rttNanos / 2 + 64 * 1024 * SECOND / rate;
  }
}
