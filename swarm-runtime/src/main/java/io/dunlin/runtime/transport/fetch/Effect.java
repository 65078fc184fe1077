package io.dunlin.runtime.transport.fetch;

import io.dunlin.runtime.transport.FetchResult;

/** What a {@link BlobTransfer} wants done, in order. */
public sealed interface Effect {
  /** Ask for one block of 1,024 bytes, of the chunk list or of the blob itself. */
  record Ask(int ask, boolean list, int number) implements Effect {}

  /** Open the sink; answered by {@link Input.Opened}. */
  record Open(ChunkList chunks) implements Effect {}

  /** Check and store a chunk; answered by {@link Input.Kept}. */
  record Keep(int chunk, byte[] bytes) implements Effect {}

  /** Check and publish the whole; answered by {@link Input.Completed}. */
  record Complete() implements Effect {}

  /** It is over; nothing comes after. */
  record End(FetchResult result) implements Effect {}
}
