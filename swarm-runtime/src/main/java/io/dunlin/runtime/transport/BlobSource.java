package io.dunlin.runtime.transport;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Blobs that this process can give away, named by the SHA-256 of their content. Called on the
 * transport's threads, several at once; reads are positional and may touch the disk.
 */
public interface BlobSource {
  /** Bytes of a SHA-256. */
  int HASH_BYTES = 32;

  /** A blob is checked in pieces of this size; the last piece may be shorter. */
  int CHUNK_BYTES = 65_536;

  /** Bytes of a whole blob; empty when it is not here. */
  OptionalLong size(byte[] hash);

  /** SHA-256 of each chunk in order, {@link #HASH_BYTES} bytes each; empty when not here. */
  Optional<byte[]> chunkHashes(byte[] hash);

  /**
   * Bytes from {@code offset}: {@code length} of them, fewer at the end of the blob; empty when the
   * blob is not here (any more) or the offset is beyond its end.
   */
  Optional<byte[]> read(byte[] hash, long offset, int length);

  /** Has nothing to give. */
  static BlobSource none() {
    return NoResources.INSTANCE;
  }
}
