package io.dunlin.runtime.transport;

import io.dunlin.runtime.blob.BlobHash;
import java.util.function.Consumer;

/** Brings blobs from neighbours into the blob store, several at once, each resumable. */
public interface BlobFetcher extends AutoCloseable {
  /** Fetches running at the same time; others wait in order. */
  int RUNNING_MAX = 4;

  /** Fetches waiting for their turn; more are refused with {@link FetchResult.Reason#BUSY}. */
  int WAITING_MAX = 256;

  /**
   * Starts to fetch, or queues. The result comes exactly once, on a thread of the transport,
   * perhaps before this call returns.
   *
   * @param address of a neighbour that has the blob, such as {@code coap://127.0.0.1:5683}
   */
  Fetch fetch(String address, BlobHash hash, Consumer<FetchResult> result);

  /** Ends all fetches with {@link FetchResult.Cancelled}. */
  @Override
  void close();

  /** One fetch under way. */
  interface Fetch {
    /** Stops it; what arrived stays for a later attempt. Does nothing when it has ended. */
    void cancel();

    /** Checked bytes here so far, those of an earlier attempt included. */
    long bytesDone();

    /** Bytes of the whole, -1 until the neighbour has said so. */
    long bytesTotal();
  }
}
