package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.DeviceResources;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a reader wants of a series: the newest {@code n}, or all after {@code since}. With neither,
 * the newest one.
 *
 * @param sinceUnixNanos given as seconds since 1970, at most 10 digits before and 9 behind the
 *     point
 * @param n 1 to {@link DeviceResources#OBSERVATIONS_MAX}; a larger wish is cut
 */
record SeriesQuery(OptionalLong sinceUnixNanos, int n) {

  /**
   * @throws IllegalArgumentException with a message for the reader
   */
  static SeriesQuery of(List<String> query) {
    OptionalLong since = OptionalLong.empty();
    int n = 0;
    for (String part : query) {
      if (part.startsWith("since=")) {
        since = OptionalLong.of(nanos(part.substring("since=".length())));
      } else if (part.startsWith("n=")) {
        n = count(part.substring("n=".length()));
      } else {
        throw new IllegalArgumentException("allowed: since=SECONDS and n=COUNT");
      }
    }
    int unsaid = since.isPresent() ? DeviceResources.OBSERVATIONS_MAX : 1;
    return new SeriesQuery(since, n == 0 ? unsaid : n);
  }

  private static long nanos(String seconds) {
    if (!seconds.matches("\\d{1,10}(\\.\\d{1,9})?")) {
      throw new IllegalArgumentException("since: seconds since 1970, such as 1790000000.5");
    }
    BigDecimal nanos = new BigDecimal(seconds).movePointRight(9);
    return nanos
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .setScale(0, RoundingMode.UNNECESSARY)
        .longValueExact();
  }

  private static int count(String text) {
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) == 0) {
      throw new IllegalArgumentException("n: a count from 1");
    }
    return Math.min(Integer.parseInt(text), DeviceResources.OBSERVATIONS_MAX);
  }
}
