package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.BlobFetcher;

/** A fetch that ended before it began. */
enum NoFetch implements BlobFetcher.Fetch {
  INSTANCE;

  @Override
  public void cancel() {}

  @Override
  public long bytesDone() {
    return 0;
  }

  @Override
  public long bytesTotal() {
    return -1;
  }
}
