package io.dunlin.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.gateway.shaper.LinkShape;
import io.dunlin.gateway.shaper.Shaper;
import io.dunlin.gateway.store.sqlite.SqliteStore;
import io.dunlin.runtime.host.disk.FileBlobStore;
import io.dunlin.runtime.sync.SyncCounters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real gateway process is killed again and again while a device uploads over a lossy link. */
class KilledGatewayTest {
  private static final long WINDOW = 256 * 1024;
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path home;

  @Test
  void everythingArrivesOnceOverThreeKills() throws Exception {
    upload(150_000, 3, 1_000_000);
  }

  @Test
  @Tag("nightly")
  void everythingArrivesOnceOverFiftyKills() throws Exception {
    upload(1_000_000, 50, 1_000_000);
  }

  private void upload(int rows, int kills, long bytesPerSecond) throws Exception {
    var random = new SplittableRandom(20_261_125);
    try (GatewayProcess gateway = GatewayProcess.start(home);
        var shaper = new Shaper(7);
        var blobs = FileBlobStore.open(Files.createDirectories(home.resolve("blobs")), 1 << 20);
        Writer writer = Writer.open(new ReplicaId(5, 5), GatewayProcess.SWARM, rows, 1, blobs)) {
      LinkShape shape = LinkShape.of(2, 2, 0.01, 4_000_000);
      Shaper.Ends ends =
          shaper.datagramLink("device", writer.address(), "gateway", gateway.address(), shape);
      writer.meet(ends.atA(), bytesPerSecond);
      for (int kill = 0; kill < kills; kill++) {
        long _ = writer.runUntil(rows, SECOND / 2 + random.nextLong(SECOND));
        // The device goes on sending into the void until it notices.
        try (var killer = java.util.concurrent.Executors.newSingleThreadExecutor()) {
          var restarted =
              killer.submit(() -> {
                gateway.killAndRestart();
                return true;
              });
          while (!restarted.isDone()) {
            long _ = writer.runUntil(Long.MAX_VALUE, SECOND / 10);
          }
          restarted.get();
        }
      }
      assertThat(writer.runUntil(rows, 240 * SECOND)).as("safe").isEqualTo(rows);
      SyncCounters counters = writer.counters();
      assertThat(counters.againBytes() - counters.lostBytes())
          .as("bytes sent again because of restarts, lost packets apart")
          .isLessThanOrEqualTo(kills * WINDOW);
      assertThat(counters.againBytes()).as("kills came while something was under way").isPositive();
      gateway.stop();
      try (SqliteStore store = SqliteStore.open(gateway.store())) {
        assertThat(store.rows()).containsEntry(writer.log(), (long) rows);
      }
    }
  }
}
