package io.dunlin.runtime.host;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.node.NodeEffect;
import io.dunlin.runtime.node.NodeInput;
import io.dunlin.runtime.transport.BlobFetcher;
import io.dunlin.runtime.transport.FetchResult;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks one address after the other for a blob until one gives it. A blob that is on its way is not
 * asked for twice: all who want it hear of it.
 */
final class Fetches {
  private final BlobStore blobs;
  private final BlobFetcher fetcher;
  private final Inbox inbox;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  Fetches(BlobStore blobs, BlobFetcher fetcher, Inbox inbox) {
    this.blobs = blobs;
    this.fetcher = fetcher;
    this.inbox = inbox;
  }

  void fetch(NodeEffect.Fetch wanted) {
    BlobHash hash = BlobHash.parse(wanted.hash());
    if (blobs.size(hash).isPresent()) {
      inbox.put(new NodeInput.Fetched(wanted.hash()));
    } else if (running.add(wanted.hash())) {
      ask(wanted, hash, 0, "no holder is reachable by CoAP");
    }
  }

  private void ask(NodeEffect.Fetch wanted, BlobHash hash, int number, String why) {
    if (number >= wanted.addresses().size()) {
      running.remove(wanted.hash());
      inbox.put(new NodeInput.FetchFailed(wanted.hash(), why));
      return;
    }
    String address = wanted.addresses().get(number);
    fetcher.fetch(
        address,
        hash,
        result -> {
          switch (result) {
            case FetchResult.Transferred(long bytes, long nanos) -> {
              if (bytes > 0) inbox.put(new NodeInput.Transferred(address, bytes, nanos));
              running.remove(wanted.hash());
              inbox.put(new NodeInput.Fetched(wanted.hash()));
            }
            case FetchResult.Failed(FetchResult.Reason reason, String detail) ->
                ask(wanted, hash, number + 1, address + ": " + reason + " " + detail);
            case FetchResult.Cancelled _ -> {
              running.remove(wanted.hash());
              inbox.put(new NodeInput.FetchFailed(wanted.hash(), "the device is stopping"));
            }
          }
        });
  }
}
