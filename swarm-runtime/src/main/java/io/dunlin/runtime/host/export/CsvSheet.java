package io.dunlin.runtime.host.export;

import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SeriesDescriptor.Column;
import io.dunlin.runtime.state.SeriesDescriptor.Type;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180: a file for each series, a header line, then a line for each observation. Numbers
 * are exact. A field that nothing was measured for is empty; empty text is {@code ""}. At most
 * {@value #OPEN_MAX} files are open.
 */
final class CsvSheet implements Sheet {
  private static final int OPEN_MAX = 32;
  private static final String END = "\r\n";
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter();

  private final Path directory;
  private final Map<String, Writer> open = new LinkedHashMap<>(16, 0.75f, true);

  CsvSheet(Path directory) {
    this.directory = directory;
  }

  @Override
  public boolean write(
      LogEntry entry, SeriesDescriptor series, Observation observation, @Nullable Long utcNanos)
      throws IOException {
    var log = entry.dot().log();
    var line = new StringBuilder();
    if (utcNanos != null) line.append(time(utcNanos));
    line.append(',').append(log.origin());
    line.append(',').append("%016x".formatted(log.epoch()));
    line.append(',').append(log.lane());
    line.append(',').append(entry.dot().seq());
    line.append(',').append(entry.bootNanos());
    List<Column> columns = series.columns();
    for (int i = 0; i < columns.size(); i++) {
      Object value = observation.values().get(i);
      line.append(',');
      if (value != null) line.append(text(columns.get(i), value));
    }
    writer(series).append(line).append(END);
    return true;
  }

  private static String time(long utcNanos) {
    long seconds = Math.floorDiv(utcNanos, 1_000_000_000L);
    long nanos = Math.floorMod(utcNanos, 1_000_000_000L);
    return TIME.format(Instant.ofEpochSecond(seconds, nanos).atOffset(ZoneOffset.UTC));
  }

  private static String text(Column column, Object value) {
    return switch (column.type()) {
      case INT ->
          BigDecimal.valueOf((Long) value).scaleByPowerOfTen(column.exponent()).toPlainString();
      case BOOL -> value.toString();
      case STRING -> quoted((String) value);
      case BLOB -> "sha256:" + value;
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private Writer writer(SeriesDescriptor series) throws IOException {
    Writer writer = open.get(series.hash());
    if (writer != null) return writer;
    if (open.size() >= OPEN_MAX) {
      var eldest = open.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
    Path file = directory.resolve(Names.of(series) + ".csv");
    boolean fresh = Files.notExists(file);
    Writer made =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    open.put(series.hash(), made);
    if (fresh) made.append(header(series)).append(END);
    return made;
  }

  private static String header(SeriesDescriptor series) {
    var header = new StringBuilder("time,device,epoch,lane,seq,boot_nanos");
    for (Column column : series.columns()) {
      boolean scalar = column.type() == Type.INT && !column.unit().isEmpty();
      header.append(',').append(quoted(column.name() + (scalar ? " [" + column.unit() + "]" : "")));
    }
    return header.toString();
  }

  @Override
  public void close() throws IOException {
    for (Writer each : open.values()) each.close();
    open.clear();
  }
}
