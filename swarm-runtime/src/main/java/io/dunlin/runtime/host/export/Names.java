package io.dunlin.runtime.host.export;

import io.dunlin.runtime.state.SeriesDescriptor;
import java.util.regex.Pattern;

/** Names of files. A series is named by whoever wrote it, so only a plain name becomes part. */
final class Names {
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]{1,32}");

  private Names() {}

  static String of(SeriesDescriptor series) {
    String name = PLAIN.matcher(series.series()).matches() ? series.series() + "-" : "";
    return name + series.hash();
  }
}
