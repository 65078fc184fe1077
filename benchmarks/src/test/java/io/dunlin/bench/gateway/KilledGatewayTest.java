package io.dunlin.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.gateway.shaper.LinkShape;
import io.dunlin.gateway.shaper.Shaper;
import io.dunlin.gateway.store.sqlite.SqliteStore;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.host.disk.FileBlobStore;
import io.dunlin.runtime.sync.SyncCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real gateway process is killed again and again while a device uploads observations and photos
 * over a link that loses and repeats packets.
 */
class KilledGatewayTest {
  private static final long WINDOW = 256 * 1024;
  private static final long SECOND = 1_000_000_000L;
  private static final double LOST = 0.01;
  private static final double REPEATED = 0.01;
  private static final long BLOB_BUDGET = 1L << 30;

  /** Type and code of a CoAP answer with content that is not confirmable (RFC 7252, section 3). */
  private static final int CODE_CONTENT = 0x45;

  private static final int BLOCK = 1_024;

  @TempDir Path home;

  @Test
  void everythingArrivesOnceOverThreeKills() throws Exception {
    upload(150_000, 16, 512 * 1024, 3, 2_000_000);
  }

  @Test
  @Tag("nightly")
  void everythingArrivesOnceOverFiftyKills() throws Exception {
    upload(1_000_000, 1_000, 500_000, 50, 8_000_000);
  }

  private void upload(int rows, int photos, int photoBytes, int kills, long bytesPerSecond)
      throws Exception {
    var random = new SplittableRandom(20_261_125);
    var lostAnswers = new AtomicLong();
    try (GatewayProcess gateway = GatewayProcess.start(home);
        var shaper = new Shaper(7);
        var blobs =
            new CountingBlobs(
                FileBlobStore.open(Files.createDirectories(home.resolve("blobs")), BLOB_BUDGET))) {
      List<BlobHash> hashes = photos(blobs, photos, photoBytes);
      try (Writer writer =
          Writer.open(new ReplicaId(5, 5), GatewayProcess.SWARM, rows, 1, blobs, hashes)) {
        LinkShape shape = LinkShape.of(2, 2, 0, bytesPerSecond);
        Shaper.Ends ends =
            shaper.datagramLink("device", writer.address(), "gateway", gateway.address(), shape);
        lose(shaper, "device", lostAnswers);
        lose(shaper, "gateway", new AtomicLong());
        writer.meet(ends.atA(), bytesPerSecond / 4);
        for (int kill = 0; kill < kills; kill++) {
          long _ = writer.runUntil(Long.MAX_VALUE, SECOND / 2 + random.nextLong(SECOND));
          killAndRestart(gateway, writer, blobs);
        }
        assertThat(writer.runUntil(rows, 240 * SECOND)).as("safe").isEqualTo(rows);
        awaitPhotos(gateway, writer, photos);
        SyncCounters counters = writer.counters();
        long rowsAgain = Math.max(0, counters.againBytes() - counters.lostBytes());
        long photosAgain = blobs.givenAgainAfterRestart();
        System.err.printf(
            "%d kills: sent again %,d B of observations and %,d B of photos;"
                + " photos %,d B, given %,d B, of them lost %,d B%n",
            kills,
            rowsAgain,
            photosAgain,
            (long) photos * photoBytes,
            blobs.given(),
            lostAnswers.get());
        assertThat(rowsAgain + photosAgain)
            .as("bytes sent again because of restarts, lost packets apart")
            .isLessThanOrEqualTo(kills * WINDOW);
        assertThat(photosAgain).as("kills came while a photo was under way").isPositive();
        assertThat(counters.againBytes()).as("and observations").isPositive();
        gateway.stop();
        try (SqliteStore store = SqliteStore.open(gateway.store())) {
          assertThat(store.rows()).containsEntry(writer.log(), (long) rows);
        }
        try (FileBlobStore held = FileBlobStore.open(gateway.blobs(), BLOB_BUDGET)) {
          assertThat(held.all()).containsExactlyInAnyOrderElementsOf(hashes);
          for (BlobHash hash : hashes) assertThat(held.verify(hash)).isTrue();
        }
      }
    }
  }

  private static List<BlobHash> photos(CountingBlobs blobs, int count, int bytes)
      throws IOException {
    var hashes = new ArrayList<BlobHash>();
    byte[] content = new byte[bytes];
    for (int i = 0; i < count; i++) {
      new SplittableRandom(i).nextBytes(content);
      hashes.add(blobs.put(content));
    }
    return hashes;
  }

  /** One end's packets get lost or arrive twice; counts the bytes of blocks that got lost. */
  private static void lose(Shaper shaper, String from, AtomicLong lostAnswers) {
    var random = new SplittableRandom(from.hashCode());
    shaper.dropFrom(
        from,
        datagram -> {
          boolean lost = random.nextDouble() < LOST;
          if (lost && datagram.length > 1 && datagram[1] == CODE_CONTENT) {
            lostAnswers.addAndGet(Math.min(datagram.length, BLOCK));
          }
          return lost;
        });
    shaper.repeatFrom(from, REPEATED);
  }

  /** The device goes on sending into the void until it notices. */
  private static void killAndRestart(GatewayProcess gateway, Writer writer, CountingBlobs blobs)
      throws Exception {
    try (var killer = Executors.newSingleThreadExecutor()) {
      Future<Boolean> restarted =
          killer.submit(() -> {
            gateway.kill();
            blobs.killed();
            gateway.restart();
            return true;
          });
      while (!restarted.isDone()) {
        long _ = writer.runUntil(Long.MAX_VALUE, SECOND / 10);
      }
      restarted.get();
    }
  }

  private static void awaitPhotos(GatewayProcess gateway, Writer writer, int photos)
      throws Exception {
    long end = System.nanoTime() + 240 * SECOND;
    while (whole(gateway.blobs()) < photos && System.nanoTime() - end < 0) {
      long _ = writer.runUntil(Long.MAX_VALUE, SECOND / 5);
    }
  }

  private static long whole(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".blob")).count();
    }
  }
}
