package io.dunlin.gateway.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.gateway.StoredObservation;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All observations of a series as a table; a column's head names its unit. */
final class CsvTarget implements Target {
  private final OutFile file;
  private final SeriesDescriptor series;
  private final StringBuilder row = new StringBuilder();
  private long observations;

  CsvTarget(OutFile file, SeriesDescriptor series) throws IOException {
    this.file = file;
    this.series = series;
    row.append(CsvText.ORIGIN);
    for (SeriesDescriptor.Column column : series.columns()) {
      String unit = column.unit().isEmpty() ? "" : " [" + column.unit() + "]";
      CsvText.field(row, (column.name().isEmpty() ? "value" : column.name()) + unit);
    }
    write();
  }

  @Override
  public void add(StoredObservation observation) throws IOException, MalformedException {
    List<@Nullable Object> values = Observation.read(observation.body(), series).values();
    CsvText.origin(row, observation);
    for (int i = 0; i < values.size(); i++) {
      CsvText.field(row, text(values.get(i), series.columns().get(i)));
    }
    write();
    observations++;
  }

  private static String text(@Nullable Object value, SeriesDescriptor.Column column) {
    if (value == null) return "";
    return value instanceof Long number
        ? CsvText.scaled(number, column.exponent())
        : value.toString();
  }

  private void write() throws IOException {
    CsvText.end(row);
    file.write(row.toString().getBytes(UTF_8));
    row.setLength(0);
  }

  @Override
  public Written end() throws IOException {
    file.close();
    return new Written(file.name(), series, null, observations, file.bytes(), file.sha256());
  }
}
