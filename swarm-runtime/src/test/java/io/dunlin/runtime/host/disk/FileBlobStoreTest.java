package io.dunlin.runtime.host.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.runtime.blob.BlobAssembly;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobSpaceException;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.journal.SimDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest {
  private static final long BUDGET = 1 << 20;
  private SimDisk disk = new SimDisk();

  private BlobStore open() throws IOException {
    return FileBlobStore.open(disk, BUDGET);
  }

  private static byte[] content(int seed, int bytes) {
    byte[] content = new byte[bytes];
    new SplittableRandom(seed).nextBytes(content);
    return content;
  }

  private static byte[] chunkHashes(byte[] content) {
    byte[] hashes = new byte[BlobFiles.chunks(content.length) * BlobHash.BYTES];
    for (int i = 0; i < hashes.length / BlobHash.BYTES; i++) {
      System.arraycopy(BlobHash.digest(chunk(content, i)).toBytes(), 0, hashes, 32 * i, 32);
    }
    return hashes;
  }

  private static byte[] chunk(byte[] content, int i) {
    int from = i * BlobStore.CHUNK_BYTES;
    return Arrays.copyOfRange(
        content, from, Math.min(content.length, from + BlobStore.CHUNK_BYTES));
  }

  private static byte[] all(BlobStore store, BlobHash hash) throws IOException {
    try (InputStream in = store.open(hash).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  @Test
  void givesBackWhatWasPutOnARealDisk(@TempDir Path directory) throws IOException {
    for (int bytes : new int[] {0, 1, 1_024, 65_536, 65_537, 200_000}) {
      byte[] content = content(bytes, bytes);
      BlobHash hash = BlobHash.digest(content);
      try (BlobStore store = FileBlobStore.open(directory.resolve("blobs"), BUDGET)) {
        assertThat(store.put(content)).isEqualTo(hash);
        assertThat(store.put(content)).isEqualTo(hash);
      }
      try (BlobStore store = FileBlobStore.open(directory.resolve("blobs"), BUDGET)) {
        assertThat(store.size(hash)).hasValue(bytes);
        assertThat(all(store, hash)).isEqualTo(content);
        assertThat(store.chunkHashes(hash).orElseThrow()).isEqualTo(chunkHashes(content));
        assertThat(store.verify(hash)).isTrue();
        assertThat(store.all()).contains(hash);
        for (int n = 0; n * 1_024 < bytes; n++) {
          byte[] block = Arrays.copyOfRange(content, n * 1_024, Math.min(bytes, n * 1_024 + 1_024));
          assertThat(store.block(hash, n).orElseThrow()).isEqualTo(block);
        }
        assertThat(store.block(hash, bytes / 1_024 + 1)).isEmpty();
      }
    }
  }

  @Test
  void computesChunkHashesAgainWhenTheyAreLostOrDamaged() throws IOException {
    byte[] content = content(1, 100_000);
    BlobHash hash;
    try (BlobStore store = open()) {
      hash = store.put(content);
    }
    disk.bytes(hash + ".chunks")[3] ^= 1;
    try (BlobStore store = open()) {
      assertThat(store.chunkHashes(hash).orElseThrow()).isEqualTo(chunkHashes(content));
    }
    disk.delete(hash + ".chunks");
    try (BlobStore store = open()) {
      assertThat(store.chunkHashes(hash).orElseThrow()).isEqualTo(chunkHashes(content));
    }
  }

  @Test
  void evictsWhatWasUsedLongestAgoButNothingPinned() throws IOException {
    BlobStore store = open();
    List<BlobHash> hashes = new ArrayList<>();
    for (int i = 0; i < 4; i++) hashes.add(store.put(content(i, 250_000)));
    store.pin(hashes.get(1));
    store.read(hashes.get(0), 0, 1);
    BlobHash fifth = store.put(content(5, 250_000));
    assertThat(store.all())
        .containsExactlyInAnyOrder(hashes.get(0), hashes.get(1), hashes.get(3), fifth);
    for (BlobHash hash : store.all()) store.pin(hash);
    assertThatThrownBy(() -> store.put(content(6, 250_000)))
        .isInstanceOf(BlobSpaceException.class)
        .hasMessageContaining("pinned");
    assertThat(store.bytes()).isEqualTo(1_000_000);
    store.unpin(fifth);
    store.put(content(6, 250_000));
    assertThat(store.size(fifth)).isEmpty();
    assertThat(disk.list()).noneMatch(name -> name.startsWith(fifth.toString()));
    assertThatThrownBy(() -> store.put(new byte[(int) BUDGET + 1]))
        .isInstanceOf(BlobSpaceException.class);
    assertThat(disk.list()).noneMatch(name -> name.endsWith(".new"));
  }

  @Test
  void makesRoomOnAFullDiskAndSaysSoWhenItCannot() throws IOException {
    disk.capacity = 600_000;
    BlobStore store = open();
    BlobHash first = store.put(content(1, 250_000));
    store.put(content(2, 250_000));
    BlobHash third = store.put(content(3, 250_000));
    assertThat(store.size(first)).isEmpty();
    assertThat(all(store, third)).isEqualTo(content(3, 250_000));
    for (BlobHash hash : store.all()) store.pin(hash);
    assertThatThrownBy(() -> store.put(content(4, 250_000)))
        .isInstanceOf(BlobSpaceException.class)
        .hasMessageContaining("disk is full");
    byte[] other = content(5, 250_000);
    assertThatThrownBy(
            () -> store.assemble(BlobHash.digest(other), other.length, chunkHashes(other)))
        .isInstanceOf(BlobSpaceException.class);
    assertThat(store.bytes()).isEqualTo(500_000);
  }

  @Test
  void putsABlobTogetherInAnyOrderAcrossRestarts() throws IOException {
    byte[] content = content(7, 300_000);
    BlobHash hash = BlobHash.digest(content);
    byte[] hashes = chunkHashes(content);
    int[] order = {4, 1, 3, 0, 2};
    for (int i = 0; i < order.length; i++) {
      try (BlobStore store = open();
          BlobAssembly assembly = store.assemble(hash, content.length, hashes)) {
        for (int j = 0; j < order.length; j++) assertThat(assembly.has(order[j])).isEqualTo(j < i);
        assertThat(assembly.put(order[i], chunk(content, (order[i] + 1) % 5))).isFalse();
        assertThat(assembly.put(order[i], chunk(content, order[i]))).isTrue();
        assertThat(store.size(hash)).isEmpty();
        if (i < 4) assertThatThrownBy(assembly::complete).isInstanceOf(IllegalStateException.class);
        else assertThat(assembly.complete()).isTrue();
      }
    }
    try (BlobStore store = open()) {
      assertThat(all(store, hash)).isEqualTo(content);
      assertThat(store.assemble(hash, content.length, hashes).complete()).isTrue();
      assertThat(store.bytes()).isEqualTo(content.length);
    }
    assertThat(disk.list()).noneMatch(n -> n.endsWith(".part") || n.endsWith(".map"));
  }

  @Test
  void throwsAwayWhatIsNotWhatItWasSaidToBe() throws IOException {
    byte[] content = content(7, 100_000);
    BlobHash other = BlobHash.digest(new byte[1]);
    BlobStore store = open();
    BlobAssembly assembly = store.assemble(other, content.length, chunkHashes(content));
    assembly.put(0, chunk(content, 0));
    assembly.put(1, chunk(content, 1));
    assertThat(assembly.complete()).isFalse();
    assertThat(store.size(other)).isEmpty();
    assertThat(store.bytes()).isZero();
    assertThat(disk.list()).isEmpty();
    assertThatThrownBy(() -> store.assemble(other, -1, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.assemble(other, 70_000, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void letsOneAtATimeWorkOnABlobAndEvictsOnlyWhatNobodyWorksOn() throws IOException {
    byte[] content = content(7, 600_000);
    BlobHash hash = BlobHash.digest(content);
    BlobStore store = open();
    BlobAssembly assembly = store.assemble(hash, content.length, chunkHashes(content));
    assertThatThrownBy(() -> store.assemble(hash, content.length, chunkHashes(content)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.put(content(8, 600_000))).isInstanceOf(BlobSpaceException.class);
    assembly.put(0, chunk(content, 0));
    assembly.close();
    store.put(content(8, 600_000));
    assertThat(store.assemble(hash, content.length, chunkHashes(content)).bytesDone()).isZero();
  }

  @Test
  void noticesBitRot() throws IOException {
    BlobStore store = open();
    BlobHash hash = store.put(content(1, 1_000));
    disk.bytes(hash + ".blob")[500] ^= 1;
    assertThat(store.verify(hash)).isFalse();
    assertThat(store.size(hash)).isEmpty();
    assertThat(store.bytes()).isZero();
  }

  @Test
  void survivesPowerCutsAnywhere() throws IOException {
    byte[] small = content(1, 3_000);
    byte[] content = content(2, 140_000);
    BlobHash hash = BlobHash.digest(content);
    int completed = 0;
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      disk = new SimDisk();
      boolean put = false;
      boolean whole = false;
      for (int life = 0; life < 3; life++) {
        disk.callsLeft = random.nextInt(60);
        try (BlobStore store = open()) {
          put |= store.put(small) != null;
          BlobAssembly assembly = store.assemble(hash, content.length, chunkHashes(content));
          for (int i = 0; i < 3; i++) assembly.put(i, chunk(content, i));
          whole |= assembly.complete();
        } catch (SimDisk.PowerCut _) {
          // Goes on below.
        }
        disk = disk.afterPowerCut(random.split());
        try (BlobStore store = FileBlobStore.open(disk.copy(), BUDGET)) {
          for (BlobHash found : store.all()) assertThat(store.verify(found)).isTrue();
          if (put) assertThat(store.all()).contains(BlobHash.digest(small));
          if (whole) assertThat(store.all()).contains(hash);
        }
      }
      completed += whole ? 1 : 0;
    }
    assertThat(completed).isBetween(20, 390);
  }
}
