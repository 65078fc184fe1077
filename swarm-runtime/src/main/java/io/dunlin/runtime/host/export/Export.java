package io.dunlin.runtime.host.export;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.journal.Damage;
import io.dunlin.runtime.journal.JournalInspection;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the observations of a journal, own and carried, each once, in write order. Walks the
 * journal twice: first for what series measure and for clocks, then for the observations. Beside
 * the files stand {@code report.json} and, last of all, {@code SHA256SUMS}: a directory without it
 * is not a whole export.
 */
public final class Export {
  private static final String REPORT = "report.json";
  private static final String SUMS = "SHA256SUMS";

  /**
   * What was found.
   *
   * @param exported observations in the files
   * @param withoutTime of these, with no UTC; SenML leaves them out, so there they are refused
   * @param refused the format cannot hold them
   * @param undescribed their series is not described in this journal
   * @param malformed do not fit their description
   * @param damagedPlaces committed bytes that are not right any more
   */
  public record Report(
      long exported,
      long withoutTime,
      long refused,
      long undescribed,
      long malformed,
      long damagedPlaces) {
    /** Whether every observation there is was exported. */
    public boolean isWhole() {
      return refused + undescribed + malformed + damagedPlaces == 0;
    }

    /** One object of JSON. */
    public String json() {
      return "{\"exported\":%d,\"withoutTime\":%d,\"refused\":%d,\"undescribed\":%d,\"malformed\":%d,\"damagedPlaces\":%d}"
          .formatted(exported, withoutTime, refused, undescribed, malformed, damagedPlaces);
    }
  }

  private Export() {}

  /**
   * Exports a journal, which is not changed.
   *
   * @param journal directory of its {@code .log} files
   * @param out a directory that is empty, or is made
   * @throws IOException when either cannot be used, with what to do
   */
  public static Report run(Path journal, ExportFormat format, Path out) throws IOException {
    var described = new Described();
    if (walk(journal, described) == 0) {
      throw new IOException(
          "no journal in "
              + journal.toAbsolutePath().normalize()
              + ": name the directory of its .log files, 'journal' in a device's data");
    }
    described.end();
    makeEmpty(out);
    var observations = new Observations(described, sheet(format, out));
    try (Sheet sheet = observations.sheet) {
      walk(journal, observations);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Report report = observations.report();
    Files.writeString(out.resolve(REPORT), report.json() + "\n");
    writeSums(out);
    return report;
  }

  private static int walk(Path journal, JournalInspection.Visitor visitor) throws IOException {
    return JournalInspection.walk(FileDisk.readOnly(journal), visitor);
  }

  private static Sheet sheet(ExportFormat format, Path out) {
    return switch (format) {
      case CSV -> new CsvSheet(out);
      case SENML -> new SenmlSheet(out);
    };
  }

  private static void makeEmpty(Path out) throws IOException {
    Files.createDirectories(out);
    try (Stream<Path> files = Files.list(out)) {
      if (files.findAny().isPresent()) {
        throw new IOException(out + " is not empty: name a new directory with --out");
      }
    }
  }

  /** In the form that {@code sha256sum -c} reads. */
  private static void writeSums(Path out) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(out)) {
      files = all.sorted().toList();
    }
    var sums = new StringBuilder();
    for (Path file : files)
      sums.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
    Files.writeString(out.resolve(SUMS), sums);
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        long _ = in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The second walk. */
  private static final class Observations implements JournalInspection.Visitor {
    private final Described described;
    private final Sheet sheet;
    private final Map<LogId, IntervalSet> seen = new HashMap<>();
    private long exported;
    private long withoutTime;
    private long refused;
    private long undescribed;
    private long malformed;
    private long damagedPlaces;

    Observations(Described described, Sheet sheet) {
      this.described = described;
      this.sheet = sheet;
    }

    @Override
    public void entry(long segment, long position, LogEntry entry) {
      if (entry.kind() != EntryKind.OBSERVATION) return;
      LogId log = entry.dot().log();
      IntervalSet before = seen.getOrDefault(log, IntervalSet.empty());
      if (before.contains(entry.dot().seq())) return;
      seen.put(log, before.plus(entry.dot().seq()));
      try {
        write(entry);
      } catch (MalformedException e) {
        malformed++;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void write(LogEntry entry) throws MalformedException, IOException {
      SeriesDescriptor series = described.series(Observation.seriesOf(entry.body()));
      if (series == null) {
        undescribed++;
        return;
      }
      Observation observation = Observation.read(entry.body(), series);
      Long utcNanos = described.utcNanos(entry);
      if (!sheet.write(entry, series, observation, utcNanos)) {
        refused++;
        return;
      }
      exported++;
      if (utcNanos == null) withoutTime++;
    }

    @Override
    public void damage(Damage damage) {
      damagedPlaces++;
    }

    @Override
    public void torn(long segment, long position, long bytes) {
      // Was never acknowledged.
    }

    Report report() {
      return new Report(exported, withoutTime, refused, undescribed, malformed, damagedPlaces);
    }
  }
}
