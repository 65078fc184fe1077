package io.dunlin.runtime.host.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.map.Change;
import io.dunlin.crdt.map.Document;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSnapshotTest {
  private static final ReplicaId SELF = new ReplicaId(7, 9);

  @TempDir Path directory;
  private Path file = Path.of("state.snapshot");
  private StateSnapshot snapshot = new StateSnapshot(file);
  private final List<Change> changes = new ArrayList<>();

  @BeforeEach
  void place() {
    file = directory.resolve("state.snapshot");
    snapshot = new StateSnapshot(file);
    var random = new SplittableRandom(5);
    for (int seq = 1; seq <= 300; seq++) {
      String key = "key/" + random.nextInt(40);
      byte[] value = key.concat("=" + seq).getBytes(StandardCharsets.UTF_8);
      List<Dot> covers = new ArrayList<>();
      if (random.nextInt(3) > 0) covers.add(dot(1 + random.nextInt(330)));
      covers.remove(dot(seq));
      var stamp = new Stamp(1_000 + seq, random.nextInt(3));
      changes.add(new Change(dot(seq), stamp, key, seq % 11 == 0 ? null : value, covers));
    }
  }

  private static Dot dot(long seq) {
    return Dot.of(SELF, 1L << 48, 1, seq);
  }

  private static Knowledge upTo(int seq) {
    Knowledge all = Knowledge.empty();
    for (int i = 1; i <= seq; i++) all = all.plus(dot(i));
    return all;
  }

  private Document of(int first, int last, Document document) {
    for (int i = first; i <= last; i++) document.apply(changes.get(i - 1));
    return document;
  }

  /** At every point: the copy, and what came after, are the document that saw it all. */
  @Test
  void goesOnWhereItWasSaved() throws Exception {
    Document whole = of(1, 300, new Document());
    for (int at = 0; at <= 300; at += 25) {
      snapshot.save(of(1, at, new Document()).image());
      Document loaded = snapshot.load(upTo(300)).orElseThrow();
      assertThat(loaded.image()).isEqualTo(of(1, at, new Document()).image());
      of(Math.max(1, at - 10), 300, loaded);
      assertThat(loaded.canonicalBytes()).isEqualTo(whole.canonicalBytes());
    }
  }

  @Test
  void aCopyAheadOfTheJournalIsNotTaken() throws Exception {
    snapshot.save(of(1, 300, new Document()).image());
    assertThat(snapshot.load(upTo(299))).isEmpty();
    assertThat(snapshot.load(upTo(300))).isPresent();
  }

  @Test
  void aMissingOrDamagedCopyIsNotTaken() throws Exception {
    assertThat(snapshot.load(upTo(300))).isEmpty();
    snapshot.save(of(1, 60, new Document()).image());
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(file, flipped);
      assertThat(snapshot.load(upTo(300))).as("byte %d", at).isEmpty();
    }
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(snapshot.load(upTo(300))).as("cut at %d", length).isEmpty();
    }
  }

  /** Behind a right checksum too: no length is believed. */
  @Test
  void aForgedCopyIsRefusedWithoutMakingRoomForIt() throws Exception {
    snapshot.save(of(1, 60, new Document()).image());
    byte[] whole = Files.readAllBytes(file);
    var random = new SplittableRandom(11);
    int refused = 0;
    for (int round = 0; round < 4_000; round++) {
      byte[] forged = whole.clone();
      int at = 12 + random.nextInt(forged.length - 12);
      forged[at] = (byte) (random.nextInt(4) == 0 ? 0x7f : random.nextInt(256));
      var crc = new java.util.zip.CRC32C();
      crc.update(forged, 12, forged.length - 12);
      java.nio.ByteBuffer.wrap(forged).putInt(8, (int) crc.getValue());
      Files.write(file, forged);
      if (snapshot.load(upTo(60)).isEmpty()) refused++;
    }
    assertThat(refused).isPositive();
  }
}
