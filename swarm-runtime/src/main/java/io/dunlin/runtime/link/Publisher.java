package io.dunlin.runtime.link;

import io.dunlin.runtime.state.LinkMeasure;
import java.util.List;

/**
 * Decides when the own row is worth telling again: at once when a link came up or went down or its
 * throughput is known for the first time, when a measure moved by more than a fifth and stayed
 * there for five seconds (but not more often than every 15 s), and after ten minutes. So jitter
 * does not keep a quiet swarm from being quiescent.
 */
final class Publisher {
  private static final long SECOND = 1_000_000_000;
  private static final long GAP = 15 * SECOND;
  private static final long AGE_MOST = 600 * SECOND;
  private static final long STAYS = 5 * SECOND;

  /** Smaller moves are noise, however large their share. */
  private static final long RTT_NANOS_LEAST = 5_000_000;

  private static final double LOSS_LEAST = 0.05;

  private List<LinkMeasure> published = List.of();
  private long publishedNanos = Long.MIN_VALUE;
  private long movedNanos = Long.MIN_VALUE;

  /** Since when the row has been away from what was published, without a break. */
  private long awayNanos = Long.MIN_VALUE;

  /** Is told the row as it is, whenever it may have changed; remembers since when it is away. */
  boolean isDue(List<LinkMeasure> row, long nowNanos) {
    if (publishedNanos == Long.MIN_VALUE) {
      return !row.isEmpty();
    }
    if (!sameLinks(row) || isFirstRate(row)) {
      return true;
    }
    long age = nowNanos - publishedNanos;
    return age >= AGE_MOST || (stays(row, nowNanos) && age >= GAP);
  }

  private boolean stays(List<LinkMeasure> row, long nowNanos) {
    if (!moved(row)) {
      awayNanos = Long.MIN_VALUE;
    } else if (awayNanos == Long.MIN_VALUE) {
      awayNanos = nowNanos;
    }
    return awayNanos != Long.MIN_VALUE && nowNanos - awayNanos >= STAYS;
  }

  List<LinkMeasure> publish(List<LinkMeasure> row, long nowNanos) {
    if (!sameLinks(row) || moved(row)) {
      movedNanos = nowNanos;
    }
    published = row;
    publishedNanos = nowNanos;
    awayNanos = Long.MIN_VALUE;
    return row;
  }

  /** Has nothing moved for so long? */
  boolean isStable(long nanos, long nowNanos) {
    return movedNanos != Long.MIN_VALUE && nowNanos - movedNanos >= nanos;
  }

  private boolean sameLinks(List<LinkMeasure> row) {
    if (row.size() != published.size()) {
      return false;
    }
    for (int i = 0; i < row.size(); i++) {
      LinkMeasure now = row.get(i);
      LinkMeasure before = published.get(i);
      if (!now.to().equals(before.to()) || now.up() != before.up()) {
        return false;
      }
    }
    return true;
  }

  private boolean isFirstRate(List<LinkMeasure> row) {
    for (int i = 0; i < row.size(); i++) {
      if (published.get(i).bytesPerSecond() == 0 && row.get(i).bytesPerSecond() > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean moved(List<LinkMeasure> row) {
    for (int i = 0; i < row.size(); i++) {
      LinkMeasure now = row.get(i);
      LinkMeasure before = published.get(i);
      if (now.up()
          && (moved(before.rttNanos(), now.rttNanos(), RTT_NANOS_LEAST)
              || moved(before.lossRatio(), now.lossRatio(), LOSS_LEAST)
              || moved(before.bytesPerSecond(), now.bytesPerSecond(), 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean moved(long before, long now, long least) {
    return Math.abs(now - before) > Math.max(least, before / 5);
  }

  private static boolean moved(double before, double now, double least) {
    return Math.abs(now - before) > Math.max(least, before / 5);
  }
}
