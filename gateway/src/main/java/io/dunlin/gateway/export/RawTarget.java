package io.dunlin.gateway.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dunlin.gateway.StoredObservation;
import java.io.IOException;
import java.util.HexFormat;

/** Observations whose series nobody described, or whose bytes do not decode: as bytes. */
final class RawTarget implements Target {
  private final OutFile file;
  private final StringBuilder row = new StringBuilder();
  private long observations;

  RawTarget(OutFile file) throws IOException {
    this.file = file;
    row.append(CsvText.ORIGIN).append(",body_hex");
    write();
  }

  @Override
  public void add(StoredObservation observation) throws IOException {
    CsvText.origin(row, observation);
    row.append(',').append(HexFormat.of().formatHex(observation.body()));
    write();
    observations++;
  }

  private void write() throws IOException {
    CsvText.end(row);
    file.write(row.toString().getBytes(UTF_8));
    row.setLength(0);
  }

  @Override
  public Written end() throws IOException {
    file.close();
    return new Written(file.name(), null, null, observations, file.bytes(), file.sha256());
  }
}
