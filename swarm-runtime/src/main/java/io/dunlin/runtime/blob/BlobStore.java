package io.dunlin.runtime.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * The blobs of one device, named by their content, within a byte budget: when a new one needs room,
 * a begun one that nobody is working on goes first, then the blob that is not pinned and was used
 * longest ago. Safe for use by several threads; reads are positional and touch the disk. A blob
 * that {@link #put} returned or {@link BlobAssembly#complete} confirmed outlives a power cut.
 */
public interface BlobStore extends AutoCloseable {
  /** A blob is sent in blocks of this size; the last may be shorter. */
  int BLOCK_BYTES = 1_024;

  /** A blob is checked in chunks of this size; the last may be shorter. */
  int CHUNK_BYTES = 65_536;

  /** Largest blob: its chunk hashes then are 512 KiB. */
  long BLOB_BYTES_MAX = 1L << 30;

  /**
   * Stores what the stream holds, to its end, and forces it.
   *
   * @throws BlobSpaceException when it does not fit and nothing may be evicted for it
   * @throws IOException when the stream or the disk fails; nothing is kept then
   */
  BlobHash put(InputStream content) throws IOException;

  /** Stores these bytes; see {@link #put(InputStream)}. */
  BlobHash put(byte[] content) throws IOException;

  /** Bytes of the blob; empty when it is not here whole. */
  OptionalLong size(BlobHash hash);

  /** SHA-256 of each chunk in order, 32 bytes each; empty when it is not here whole. */
  Optional<byte[]> chunkHashes(BlobHash hash) throws IOException;

  /** Up to {@code length} bytes from {@code offset}; empty when not here or beyond its end. */
  Optional<byte[]> read(BlobHash hash, long offset, int length) throws IOException;

  /** Block {@code n} of {@link #BLOCK_BYTES}; empty when not here or beyond its end. */
  default Optional<byte[]> block(BlobHash hash, int n) throws IOException {
    return read(hash, (long) n * BLOCK_BYTES, BLOCK_BYTES);
  }

  /** The whole content, unchecked since it was stored; empty when it is not here. */
  Optional<InputStream> open(BlobHash hash) throws IOException;

  /**
   * Begins to put a blob together, or goes on with what an earlier attempt left, also before a
   * restart. A different size or chunk list than the earlier attempt's starts afresh. One that is
   * here whole has all its chunks.
   *
   * @param size bytes of the whole blob, as its sender says
   * @param chunkHashes SHA-256 of each chunk in order, as its sender says
   * @throws BlobSpaceException when it does not fit and nothing may be evicted for it
   * @throws IOException when somebody else is putting it together, or the disk fails
   * @throws IllegalArgumentException when the size is out of bounds or the list does not fit it
   */
  BlobAssembly assemble(BlobHash hash, long size, byte[] chunkHashes) throws IOException;

  /** Reads the whole blob and compares; false when it is absent or damaged, which removes it. */
  boolean verify(BlobHash hash) throws IOException;

  /** Keeps the blob, once it is here, whatever the budget says. Not remembered over a restart. */
  void pin(BlobHash hash);

  /** Ends {@link #pin}, however often that was called. */
  void unpin(BlobHash hash);

  /** All whole blobs here, sorted. */
  SortedSet<BlobHash> all();

  /** Bytes taken by whole blobs and by begun ones. */
  long bytes();

  /** Closes what is open; the blobs stay. */
  @Override
  void close();
}
