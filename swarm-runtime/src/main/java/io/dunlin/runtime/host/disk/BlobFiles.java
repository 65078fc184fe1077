package io.dunlin.runtime.host.disk;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.journal.Disk;
import io.dunlin.runtime.journal.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The files of a blob store.
 *
 * <pre>
 * hash.blob     the content
 * hash.chunks   | SHA-256 of each chunk, 32 * n | crc32c u32 |        made again when missing
 * hash.part     the content as far as it is there, as long as the whole
 * hash.map      | magic "DUNLINM1" | size u64 | chunk hashes 32 * n | crc32c u32 | 0 or 1, n bytes |
 * put-n.new     a stream being stored; removed at the next start
 * </pre>
 */
final class BlobFiles {
  static final String BLOB = ".blob";
  static final String CHUNKS = ".chunks";
  static final String PART = ".part";
  static final String MAP = ".map";
  static final String FRESH = ".new";

  private static final long MAGIC = 0x44554e4c_494e4d31L;
  private static final int SUM_BYTES = 4;
  private static final int HEAD_BYTES = 8 + 8;

  private final Disk disk;

  BlobFiles(Disk disk) {
    this.disk = disk;
  }

  /** The hash in a file's name; empty when the name is not of this kind. */
  static Optional<BlobHash> hashOf(String name, String ending) {
    int digits = 2 * BlobHash.BYTES;
    if (name.length() != digits + ending.length() || !name.endsWith(ending)) {
      return Optional.empty();
    }
    try {
      return Optional.of(BlobHash.parse(name.substring(0, digits)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static int chunks(long size) {
    return (int) ((size + BlobStore.CHUNK_BYTES - 1) / BlobStore.CHUNK_BYTES);
  }

  static int chunkBytes(long size, int chunk) {
    return (int) Math.min(BlobStore.CHUNK_BYTES, size - (long) chunk * BlobStore.CHUNK_BYTES);
  }

  /** What a begun blob is said to be. */
  record Plan(long size, byte[] chunkHashes) {
    boolean matches(int chunk, byte[] bytes, int length) {
      MessageDigest sha = BlobHash.sha256();
      sha.update(bytes, 0, length);
      int at = chunk * BlobHash.BYTES;
      return Arrays.equals(chunkHashes, at, at + BlobHash.BYTES, sha.digest(), 0, BlobHash.BYTES);
    }

    boolean same(Plan other) {
      return size == other.size && Arrays.equals(chunkHashes, other.chunkHashes);
    }

    int mapBytes() {
      return marksAt() + chunks(size);
    }

    int marksAt() {
      return HEAD_BYTES + chunkHashes.length + SUM_BYTES;
    }
  }

  /** Makes both files of a begun blob. */
  void begin(BlobHash hash, Plan plan) throws IOException {
    disk.create(hash + PART, plan.size()).close();
    ByteBuffer head = ByteBuffer.allocate(plan.marksAt());
    head.putLong(MAGIC).putLong(plan.size()).put(plan.chunkHashes());
    head.putInt(sum(head.array(), head.position())).flip();
    try (DiskFile map = disk.create(hash + MAP, plan.mapBytes())) {
      map.writeFully(head, 0);
    }
  }

  /** The plan of a begun blob; empty when it is absent or damaged. */
  Optional<Plan> plan(BlobHash hash) {
    try (DiskFile map = disk.open(hash + MAP)) {
      ByteBuffer fixed = ByteBuffer.allocate(HEAD_BYTES);
      if (map.readFully(fixed, 0) < HEAD_BYTES || fixed.getLong(0) != MAGIC) {
        return Optional.empty();
      }
      long size = fixed.getLong(8);
      if (size < 0 || size > BlobStore.BLOB_BYTES_MAX) return Optional.empty();
      byte[] head = new byte[HEAD_BYTES + chunks(size) * BlobHash.BYTES + SUM_BYTES];
      if (map.readFully(ByteBuffer.wrap(head), 0) < head.length) return Optional.empty();
      int end = head.length - SUM_BYTES;
      if (ByteBuffer.wrap(head).getInt(end) != sum(head, end)) return Optional.empty();
      return Optional.of(new Plan(size, Arrays.copyOfRange(head, HEAD_BYTES, end)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Keeps the chunk hashes of a whole blob, unforced: a torn file is noticed. */
  void keepChunkHashes(BlobHash hash, byte[] hashes) {
    ByteBuffer all = ByteBuffer.allocate(hashes.length + SUM_BYTES).put(hashes);
    all.putInt(sum(hashes, hashes.length)).flip();
    try {
      disk.delete(hash + CHUNKS);
      try (DiskFile file = disk.create(hash + CHUNKS, all.remaining())) {
        file.writeFully(all, 0);
      }
    } catch (IOException _) {
      // They are computed again when asked for.
    }
  }

  /** The kept chunk hashes of a blob of this size; empty when absent or damaged. */
  Optional<byte[]> chunkHashes(BlobHash hash, long size) {
    byte[] all = new byte[chunks(size) * BlobHash.BYTES + SUM_BYTES];
    try (DiskFile file = disk.open(hash + CHUNKS)) {
      if (file.size() != all.length || file.readFully(ByteBuffer.wrap(all), 0) < all.length) {
        return Optional.empty();
      }
    } catch (IOException _) {
      return Optional.empty();
    }
    int end = all.length - SUM_BYTES;
    boolean right = ByteBuffer.wrap(all).getInt(end) == sum(all, end);
    return right ? Optional.of(Arrays.copyOf(all, end)) : Optional.empty();
  }

  /** The hash of the whole and those of the chunks. */
  record Digests(BlobHash whole, byte[] chunks) {}

  /** Reads a file to its end. */
  static Digests digest(DiskFile file) throws IOException {
    long size = file.size();
    Digester digester = new Digester();
    byte[] chunk = new byte[(int) Math.min(size, BlobStore.CHUNK_BYTES)];
    for (int i = 0; i < chunks(size); i++) {
      int length = chunkBytes(size, i);
      ByteBuffer into = ByteBuffer.wrap(chunk, 0, length);
      if (file.readFully(into, (long) i * BlobStore.CHUNK_BYTES) < length) {
        throw new IOException("blob file shrank");
      }
      digester.add(chunk, length);
    }
    return digester.digests();
  }

  /** Hashes chunk after chunk. */
  static final class Digester {
    private final MessageDigest whole = BlobHash.sha256();
    private final MessageDigest one = BlobHash.sha256();
    private byte[] hashes = new byte[BlobHash.BYTES];
    private int size;

    void add(byte[] chunk, int length) {
      whole.update(chunk, 0, length);
      one.update(chunk, 0, length);
      if (size == hashes.length) hashes = Arrays.copyOf(hashes, 2 * size);
      System.arraycopy(one.digest(), 0, hashes, size, BlobHash.BYTES);
      size += BlobHash.BYTES;
    }

    Digests digests() {
      return new Digests(BlobHash.of(whole.digest()), Arrays.copyOf(hashes, size));
    }
  }

  void delete(BlobHash hash, String... endings) throws IOException {
    for (String ending : endings) disk.delete(hash + ending);
  }

  private static int sum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
