package io.dunlin.runtime.transport;

import java.io.IOException;

/** Where fetched or uploaded blobs are put together, chunk by chunk, and kept across restarts. */
public interface BlobSink {
  /**
   * Begins a blob, or goes on with what an earlier attempt left behind.
   *
   * @param size bytes of the whole blob, as its sender says
   * @param chunkHashes SHA-256 of each {@link BlobSource#CHUNK_BYTES} chunk, as its sender says
   * @throws IOException when there is no room or the disk refuses; nothing is kept then
   */
  Assembly open(byte[] hash, long size, byte[] chunkHashes) throws IOException;

  /** One blob that is being put together; used by one thread at a time. */
  interface Assembly extends AutoCloseable {
    /** Whether the chunk is there and was checked against its hash. */
    boolean has(int chunk);

    /** Keeps a chunk whose hash the caller has checked. */
    void put(int chunk, byte[] bytes) throws IOException;

    /**
     * Checks the SHA-256 of the whole, all chunks being there, and publishes the blob. False when
     * it does not match: the chunk list was a lie, all pieces are thrown away.
     */
    boolean complete() throws IOException;

    /** Lets go; pieces stay for a later attempt. Does nothing after {@link #complete}. */
    @Override
    void close();
  }
}
