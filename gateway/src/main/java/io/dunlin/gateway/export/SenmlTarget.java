package io.dunlin.gateway.export;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.gateway.StoredObservation;
import io.dunlin.runtime.senml.SenmlFormat;
import io.dunlin.runtime.senml.SenmlPack;
import io.dunlin.runtime.senml.Timed;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The observations of one device and series as one SenML pack, whatever their number: base name and
 * base time are said anew every {@link #PART} observations (RFC 8428 section 4.6 lets them change).
 */
final class SenmlTarget implements Target {
  private static final int PART = 256;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final OutFile file;
  private final SeriesDescriptor series;
  private final ReplicaId device;
  private final String baseName;
  private final List<Timed> part = new ArrayList<>(PART);
  private long observations;
  private String before = "[";

  SenmlTarget(OutFile file, SeriesDescriptor series, ReplicaId device, String baseName) {
    this.file = file;
    this.series = series;
    this.device = device;
    this.baseName = baseName;
  }

  @Override
  public void add(StoredObservation observation) throws IOException, MalformedException {
    long utcMillis = Objects.requireNonNull(observation.utcMillis());
    part.add(new Timed(utcMillis * NANOS_PER_MILLI, Observation.read(observation.body(), series)));
    observations++;
    if (part.size() == PART) flush();
  }

  private void flush() throws IOException {
    byte[] pack = SenmlPack.encode(baseName, series, part, SenmlFormat.JSON);
    part.clear();
    int records = pack.length - "[]".length();
    if (records == 0) return;
    file.write(before.getBytes(US_ASCII));
    file.write(pack, 1, records);
    before = ",\n";
  }

  @Override
  public Written end() throws IOException {
    flush();
    file.write((before.equals("[") ? "[]\n" : "]\n").getBytes(US_ASCII));
    file.close();
    return new Written(file.name(), series, device, observations, file.bytes(), file.sha256());
  }
}
