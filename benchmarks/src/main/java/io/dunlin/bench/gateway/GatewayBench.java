package io.dunlin.bench.gateway;

import io.dunlin.bench.Bench;
import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.crdt.ReplicaId;
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
  private static final long RATE = 1L << 30;
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

  /** Rounds of ours and the peer's in turn, on one warm gateway; the median of each. */
  private static List<Measurement> ingest(Run run, Path home) throws Exception {
    int rows = run.sized(100_000, 500_000);
    int rounds = run.sized(1, 3);
    var ours = new double[rounds];
    var peer = new double[rounds];
    long peak;
    try (GatewayProcess gateway = GatewayProcess.start(home)) {
      run.say("warming up");
      double _ = uploadSeconds(gateway, home, rows / 2, 100);
      double _ = BareUpserts.seconds(home.resolve("warm"), rows(rows / 2, 100));
      for (int round = 0; round < rounds; round++) {
        ours[round] = uploadSeconds(gateway, home, rows, round);
        peer[round] = BareUpserts.seconds(home.resolve("peer" + round), rows(rows, round));
        run.say(
            "round %d: %,.0f rows/s, bare %,.0f"
                .formatted(round + 1, rows / ours[round], rows / peer[round]));
      }
      peak = gateway.peakBytes();
    }
    Arrays.sort(ours);
    Arrays.sort(peer);
    return List.of(
        Measurement.of("ingest.rows", "1/s", rows / ours[rounds / 2])
            .against("SQLite, bare batched upserts", rows / peer[rounds / 2])
            .ratioAtLeast(0.7),
        Measurement.of("ingest.heap", "B", 256.0 * 1024 * 1024).atMost(256.0 * 1024 * 1024),
        Measurement.of("ingest.peakMemory", "B", peak));
  }

  private static Rows rows(long count, int round) {
    return new Rows(new io.dunlin.crdt.causal.LogId(id(round), 1L << 48, 2), count);
  }

  private static ReplicaId id(int round) {
    return new ReplicaId(0xbe9c_0000L + round, 77);
  }

  private static double uploadSeconds(GatewayProcess gateway, Path home, int rows, int round)
      throws Exception {
    Path blobs = Files.createDirectories(home.resolve("blobs" + round));
    try (var store = FileBlobStore.open(blobs, 1 << 20);
        Writer writer = Writer.open(id(round), GatewayProcess.SWARM, rows, round, store)) {
      long start = System.nanoTime();
      writer.meet(gateway.address(), RATE);
      long safe = writer.runUntil(rows, PATIENCE_NANOS);
      if (safe < rows) {
        throw new IOException("only " + safe + " of " + rows + " rows were committed");
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
