package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A CSV file whose first record names its columns. */
final class CsvTable implements Closeable {
  private final CsvReader reader;
  private final List<String> header;

  private CsvTable(CsvReader reader, List<String> header) {
    this.reader = reader;
    this.header = header;
  }

  static CsvTable open(Path file) throws IOException, MalformedDataException {
    CsvReader reader =
        new CsvReader(
            new BufferedReader(
                new InputStreamReader(RecordingFile.open(file), StandardCharsets.UTF_8)));
    try {
      List<String> header = reader.next();
      if (header == null) {
        throw new MalformedDataException("empty; the first line must name the columns");
      }
      return new CsvTable(reader, header);
    } catch (IOException | MalformedDataException e) {
      reader.close();
      throw e;
    }
  }

  /** Where a column is. */
  int column(String name) throws MalformedDataException {
    int at = header.indexOf(name);
    if (at < 0) {
      throw new MalformedDataException("line 1: no column \"" + name + "\"");
    }
    return at;
  }

  /** Where a column is, or -1. */
  int optionalColumn(String name) {
    return header.indexOf(name);
  }

  @Nullable Line next() throws IOException, MalformedDataException {
    List<String> fields = reader.next();
    if (fields == null) {
      return null;
    }
    if (fields.size() != header.size()) {
      throw new MalformedDataException(
          "line %d: %d fields, the header has %d"
              .formatted(reader.line(), fields.size(), header.size()));
    }
    return new Line(reader.line(), header, fields);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** One record below the header. */
  record Line(long number, List<String> header, List<String> fields) {
    String text(int column) {
      return fields.get(column);
    }

    /** The number in units of 10^scale; empty where the field is. */
    OptionalLong scaled(int column, int scale) throws MalformedDataException {
      String text = fields.get(column);
      if (text.isBlank()) {
        return OptionalLong.empty();
      }
      OptionalLong value = Decimal.scaled(text, scale);
      if (value.isEmpty()) {
        throw wrong(column, "is not a number");
      }
      return value;
    }

    /** An RFC 3339 time with its offset, as milliseconds since 1970 UTC. */
    long instantMillis(int column) throws MalformedDataException {
      try {
        return OffsetDateTime.parse(fields.get(column)).toInstant().toEpochMilli();
      } catch (DateTimeException _) {
        throw wrong(column, "is not a time like 2020-05-30T02:57:37Z");
      }
    }

    MalformedDataException wrong(int column, String what) {
      String text = fields.get(column);
      return new MalformedDataException(
          "line %d, %s = \"%.40s\" %s".formatted(number, header.get(column), text, what));
    }
  }
}
