package io.dunlin.runtime.blob;

import java.io.IOException;

/**
 * One blob that is being put together chunk by chunk, in any order, and survives a restart. Used by
 * one thread at a time.
 */
public interface BlobAssembly extends AutoCloseable {
  /** Chunks of the whole. */
  int chunks();

  /** Whether the chunk is here and was right. */
  boolean has(int chunk);

  /** Bytes of right chunks here. */
  long bytesDone();

  /**
   * Keeps a chunk if its hash is the announced one; false when it is not. It outlives a restart of
   * the process; after a power cut it may be missing, and is never taken unchecked.
   */
  boolean put(int chunk, byte[] bytes) throws IOException;

  /**
   * Checks the SHA-256 of the whole and publishes the blob. False when it does not match: then the
   * chunk list was a lie and all pieces are thrown away.
   *
   * @throws IllegalStateException while chunks are missing
   */
  boolean complete() throws IOException;

  /** Lets go; pieces stay for a later attempt. Does nothing after {@link #complete}. */
  @Override
  void close();
}
