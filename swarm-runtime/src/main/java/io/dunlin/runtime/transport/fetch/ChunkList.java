package io.dunlin.runtime.transport.fetch;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The sizes and hashes by which a blob is checked piece by piece while it comes in.
 *
 * <p>{@code | blob bytes u64 | SHA-256 of chunk 0 | SHA-256 of chunk 1 | … |}, big-endian, one hash
 * for each begun {@link BlobStore#CHUNK_BYTES}. The list itself is not trusted: the hash of the
 * whole blob decides at the end.
 *
 * @param hashes one after the other, {@link BlobHash#BYTES} each; not copied
 */
public record ChunkList(long blobBytes, byte[] hashes) {
  private static final int HEADER_BYTES = 8;

  public ChunkList {
    if (blobBytes < 0
        || blobBytes > BlobStore.BLOB_BYTES_MAX
        || hashes.length != chunks(blobBytes) * BlobHash.BYTES) {
      throw new IllegalArgumentException(
          hashes.length + " bytes of hashes for a blob of " + blobBytes);
    }
  }

  /** Chunks of a blob of that size. */
  static int chunks(long blobBytes) {
    return Math.toIntExact((blobBytes + BlobStore.CHUNK_BYTES - 1) / BlobStore.CHUNK_BYTES);
  }

  int chunks() {
    return chunks(blobBytes);
  }

  /** Bytes of one chunk; only the last may be shorter. */
  int chunkBytes(int chunk) {
    long rest = blobBytes - (long) chunk * BlobStore.CHUNK_BYTES;
    return (int) Math.min(rest, BlobStore.CHUNK_BYTES);
  }

  /** The list as it travels. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(HEADER_BYTES + hashes.length).putLong(blobBytes).put(hashes).array();
  }

  /** Bytes of the whole list, told by its first block; empty when that is nonsense. */
  static Optional<Integer> bytesFrom(byte[] firstBlock) {
    if (firstBlock.length < HEADER_BYTES) {
      return Optional.empty();
    }
    long blobBytes = ByteBuffer.wrap(firstBlock).getLong();
    return blobBytes < 0 || blobBytes > BlobStore.BLOB_BYTES_MAX
        ? Optional.empty()
        : Optional.of(HEADER_BYTES + chunks(blobBytes) * BlobHash.BYTES);
  }

  /** Of bytes as long as {@link #bytesFrom} said. */
  static ChunkList of(byte[] bytes) {
    return new ChunkList(
        ByteBuffer.wrap(bytes).getLong(), Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
  }
}
