package io.dunlin.runtime.link;

import io.dunlin.runtime.state.LinkMeasure;
import java.util.List;

/**
 * Decides when the own row is worth telling again: at once when a link went down; gathered for a
 * second when one came up or its throughput is known for the first time; when a measure moved by
 * more than a fifth and stayed there for five seconds; and by more than a tenth after ten minutes.
 * So jitter does not keep a quiet swarm from being quiescent.
 *
 * <p>Links that come and go because the air is full must not fill it with news of that: but for
 * links that went down, {@value #ROWS_AT_ONCE} rows are told in a row and then one every 15 s. A
 * link of which it was not told that it is back does not go down again, so those are bounded too.
 */
final class Publisher {
  private static final long SECOND = 1_000_000_000;
  private static final long GATHER = SECOND;
  private static final long GAP_LEAST = 15 * SECOND;
  private static final int ROWS_AT_ONCE = 8;
  private static final int DOUBLINGS_MAX = 2;
  private static final int AGE_PERIODS = 75;

  /** A fifth is worth telling at once, a tenth after long. */
  private static final int SHARE = 5;

  private static final int SHARE_OLD = 10;

  private static final long STAYS = 5 * SECOND;

  /** Smaller moves are noise, however large their share. */
  private static final long RTT_NANOS_LEAST = 5_000_000;

  /** Of 32 probes a few more or less get lost by chance. */
  private static final double ARRIVING_LEAST = 0.1;

  private final long gapNanos;
  private final long ageNanos;
  private List<LinkMeasure> published = List.of();
  private long publishedNanos = Long.MIN_VALUE;
  private long movedNanos = Long.MIN_VALUE;
  private int rowsLeft = ROWS_AT_ONCE;

  /** Since all were left. */
  private int rowsSpent;

  private long rowsLeftNanos;

  /** Since when the row has been away from what was published, without a break. */
  private long awayNanos = Long.MIN_VALUE;

  /** For links that are probed at least so often. */
  Publisher(long quietNanos) {
    gapNanos = Math.max(GAP_LEAST, 2 * quietNanos);
    ageNanos = AGE_PERIODS * quietNanos;
  }

  /** Is told the row as it is, whenever it may have changed; remembers since when it is away. */
  boolean isDue(List<LinkMeasure> row, long nowNanos) {
    if (publishedNanos == Long.MIN_VALUE) {
      return !row.isEmpty();
    }
    long age = nowNanos - publishedNanos;
    boolean worth;
    if (!sameLinks(row) || isFirstRate(row)) {
      worth = age >= GATHER;
    } else {
      worth = stays(row, nowNanos) && age >= gapNanos;
    }
    return wentDown(row)
        || (age >= ageNanos && moved(row, SHARE_OLD))
        || (worth && rowsLeft(nowNanos) > 0);
  }

  private int rowsLeft(long nowNanos) {
    long gap = gapNanos << Math.clamp(rowsSpent - ROWS_AT_ONCE, 0, DOUBLINGS_MAX);
    long gained = (nowNanos - rowsLeftNanos) / gap;
    if (rowsLeft + gained >= ROWS_AT_ONCE) {
      rowsLeft = ROWS_AT_ONCE;
      rowsSpent = 0;
      rowsLeftNanos = nowNanos;
    } else if (gained > 0) {
      rowsLeft += (int) gained;
      rowsLeftNanos += gained * gap;
    }
    return rowsLeft;
  }

  private boolean stays(List<LinkMeasure> row, long nowNanos) {
    if (!moved(row, SHARE)) {
      awayNanos = Long.MIN_VALUE;
    } else if (awayNanos == Long.MIN_VALUE) {
      awayNanos = nowNanos;
    }
    return awayNanos != Long.MIN_VALUE && nowNanos - awayNanos >= STAYS;
  }

  List<LinkMeasure> publish(List<LinkMeasure> row, long nowNanos) {
    if (!sameLinks(row) || moved(row, SHARE)) {
      movedNanos = nowNanos;
    }
    if (publishedNanos == Long.MIN_VALUE) {
      rowsLeftNanos = nowNanos;
    } else if (!wentDown(row)) {
      rowsLeft = Math.max(0, rowsLeft(nowNanos) - 1);
      rowsSpent++;
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

  private boolean wentDown(List<LinkMeasure> row) {
    for (LinkMeasure before : published) {
      if (before.up() && row.stream().anyMatch(now -> now.to().equals(before.to()) && !now.up())) {
        return true;
      }
    }
    return false;
  }

  private boolean isFirstRate(List<LinkMeasure> row) {
    for (int i = 0; i < row.size(); i++) {
      if (published.get(i).bytesPerSecond() == 0 && row.get(i).bytesPerSecond() > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean moved(List<LinkMeasure> row, int share) {
    if (!sameLinks(row)) {
      return true;
    }
    for (int i = 0; i < row.size(); i++) {
      LinkMeasure now = row.get(i);
      LinkMeasure before = published.get(i);
      double least = (double) SHARE / share;
      if (now.up()
          && (moved(
                  (double) before.rttNanos(),
                  (double) now.rttNanos(),
                  least * RTT_NANOS_LEAST,
                  share)
              || moved(1 - before.lossRatio(), 1 - now.lossRatio(), least * ARRIVING_LEAST, share)
              || moved(
                  (double) before.bytesPerSecond(), (double) now.bytesPerSecond(), 1, share))) {
        return true;
      }
    }
    return false;
  }

  private static boolean moved(double before, double now, double least, int share) {
    return Math.abs(now - before) > Math.max(least, before / share);
  }
}
