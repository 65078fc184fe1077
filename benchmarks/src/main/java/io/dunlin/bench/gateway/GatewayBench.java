package io.dunlin.bench.gateway;

import io.dunlin.bench.Bench;
import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.host.disk.FileBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code dunlin bench gateway}: from packets on the socket to rows committed in SQLite. */
public final class GatewayBench implements Bench {
  /** What the loopback is taken to carry, in bytes per second. */
  private static final long RATE = 30_000_000;

  private static final ReplicaId WRITER = new ReplicaId(0xbe9c_0000L, 77);
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String about() {
    return "ingest of a gateway beside bare SQLite upserts of the same rows";
  }

  @Override
  public List<Measurement> measure(Run run) throws Exception {
    Path home = Files.createTempDirectory("dunlin-bench-gateway");
    try {
      return ingest(run, home);
    } finally {
      delete(home);
    }
  }

  /**
   * Rounds of ours and the peer's in turn, the median of each. Both are warmed up by the first
   * third of the rows and measured in the rest.
   */
  private static List<Measurement> ingest(Run run, Path home) throws Exception {
    int rows = run.sized(100_000, 1_000_000);
    int rounds = run.sized(1, 3);
    var ours = new double[rounds];
    var peer = new double[rounds];
    long peak = 0;
    double _ = BareUpserts.seconds(home.resolve("warm"), rows(rows / 2), 0);
    for (int round = 0; round < rounds; round++) {
      Path at = Files.createDirectories(home.resolve("round" + round));
      try (GatewayProcess gateway = GatewayProcess.start(at)) {
        ours[round] = uploadSeconds(gateway, at, rows);
        peak = Math.max(peak, gateway.peakBytes());
      }
      peer[round] = BareUpserts.seconds(at.resolve("peer"), rows(rows + rows / 2), rows / 2);
      run.say(
          "round %d: %,.0f rows/s, bare %,.0f"
              .formatted(round + 1, rows / ours[round], rows / peer[round]));
    }
    Arrays.sort(ours);
    Arrays.sort(peer);
    return List.of(
        Measurement.of("ingest.rows", "1/s", rows / ours[rounds / 2])
            .against("SQLite, bare batched upserts", rows / peer[rounds / 2])
            .ratioAtLeast(0.7),
        Measurement.of("ingest.heap", "B", 256.0 * 1024 * 1024).atMost(256.0 * 1024 * 1024),
        Measurement.of("ingest.peakMemory", "B", (double) peak));
  }

  private static Rows rows(long count) {
    return new Rows(new LogId(WRITER, 1L << 48, 2), count);
  }

  private static double uploadSeconds(GatewayProcess gateway, Path home, int rows)
      throws Exception {
    int all = rows + rows / 2;
    Path blobs = Files.createDirectories(home.resolve("blobs"));
    try (var store = FileBlobStore.open(blobs, 1 << 20);
        Writer writer = Writer.open(WRITER, GatewayProcess.SWARM, all, 1, store)) {
      writer.meet(gateway.address(), RATE);
      long before = writer.runUntil(rows / 2, PATIENCE_NANOS);
      long start = System.nanoTime();
      long safe = writer.runUntil(all, PATIENCE_NANOS);
      if (safe < all) {
        throw new IOException("only " + safe + " of " + all + " rows were committed");
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return seconds * rows / (safe - before);
    }
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
