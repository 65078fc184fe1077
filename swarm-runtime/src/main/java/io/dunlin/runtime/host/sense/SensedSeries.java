package io.dunlin.runtime.host.sense;

import io.dunlin.hal.Cell;
import io.dunlin.hal.Column;
import io.dunlin.hal.Sample;
import io.dunlin.hal.Sensor;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.Lane;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One sensor recorded as one series.
 *
 * @param everyNanos sampling period
 */
public record SensedSeries(SeriesDescriptor descriptor, Sensor sensor, long everyNanos, Lane lane) {

  /** Stores content and returns its SHA-256, 64 hex digits. */
  public interface BlobKeeper {
    String keep(byte[] content) throws IOException;
  }

  /** The series {@code name} of a sensor's columns. */
  public static SensedSeries of(String name, Sensor sensor, long everyNanos, Lane lane) {
    var columns = new ArrayList<SeriesDescriptor.Column>();
    for (Column column : sensor.columns()) columns.add(column(column));
    return new SensedSeries(new SeriesDescriptor(name, columns), sensor, everyNanos, lane);
  }

  private static SeriesDescriptor.Column column(Column column) {
    return switch (column.type()) {
      case Column.Type.Int(int scale) ->
          new SeriesDescriptor.Column(
              column.name(), column.unit(), SeriesDescriptor.Type.INT, scale);
      case Column.Type.Bool() ->
          new SeriesDescriptor.Column(column.name(), "", SeriesDescriptor.Type.BOOL, 0);
      case Column.Type.Text() ->
          new SeriesDescriptor.Column(column.name(), "", SeriesDescriptor.Type.STRING, 0);
      case Column.Type.Blob() ->
          new SeriesDescriptor.Column(column.name(), "", SeriesDescriptor.Type.BLOB, 0);
    };
  }

  /** The observation that a sample is; blobs are kept by {@code blobs}, which gives their hash. */
  Observation observation(Sample sample, BlobKeeper blobs) throws IOException {
    var values = new ArrayList<@Nullable Object>();
    for (Cell cell : sample.cells()) values.add(value(cell, blobs));
    return new Observation(descriptor.hash(), values);
  }

  private static @Nullable Object value(Cell cell, BlobKeeper blobs) throws IOException {
    return switch (cell) {
      case Cell.Int(long value) -> value;
      case Cell.Bool(boolean value) -> value;
      case Cell.Text(String value) -> value;
      case Cell.Blob blob -> blobs.keep(blob.bytes());
      case Cell.Absent() -> null;
    };
  }
}
