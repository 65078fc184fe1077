package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.blob.BlobAssembly;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.transport.BlobFetcher;
import io.dunlin.runtime.transport.FetchResult;
import io.dunlin.runtime.transport.FetchResult.Cancelled;
import io.dunlin.runtime.transport.fetch.BlobTransfer;
import io.dunlin.runtime.transport.fetch.ChunkList;
import io.dunlin.runtime.transport.fetch.Effect;
import io.dunlin.runtime.transport.fetch.Input;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what one {@link BlobTransfer} wants. The transfer belongs to the fetcher's thread,
 * the assembly to its disk thread; they talk by tasks.
 */
final class FetchSession implements BlobFetcher.Fetch {
  private final CoapBlobFetcher fetcher;
  private final int number;
  private final InetSocketAddress peer;
  private final BlobHash hash;
  private final Consumer<FetchResult> result;
  private volatile @Nullable BlobTransfer transfer;
  private @Nullable ScheduledFuture<?> timer;
  private long timerNanos = Long.MAX_VALUE;
  private boolean ended;
  private @Nullable BlobAssembly assembly;

  FetchSession(
      CoapBlobFetcher fetcher,
      int number,
      InetSocketAddress peer,
      BlobHash hash,
      Consumer<FetchResult> result) {
    this.fetcher = fetcher;
    this.number = number;
    this.peer = peer;
    this.hash = hash;
    this.result = result;
  }

  int number() {
    return number;
  }

  InetSocketAddress peer() {
    return peer;
  }

  /** On the fetcher's thread, as are the next three. */
  void start() {
    transfer = new BlobTransfer(System.nanoTime());
    step(new Input.Tick());
  }

  boolean started() {
    return transfer != null;
  }

  void step(Input input) {
    BlobTransfer running = transfer;
    if (ended || running == null) {
      return;
    }
    for (Effect effect : running.step(input, System.nanoTime())) {
      carryOut(effect);
    }
    if (!ended) {
      setTimer(running.wakeNanos());
    }
  }

  /** Ends a fetch that waits for its turn. */
  void endUnstarted() {
    ended = true;
    result.accept(new Cancelled());
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Ask(int ask, boolean list, int block) ->
          fetcher.send(new BlockAsks.Tag(number, list, ask), hash, block, peer);
      case Effect.Open(ChunkList chunks) -> onDisk(store -> open(store, chunks));
      case Effect.Keep(int chunk, byte[] bytes) ->
          onDisk(_ -> new Input.Kept(chunk, assembly().put(chunk, bytes)));
      case Effect.Complete() -> onDisk(_ -> new Input.Completed(assembly().complete()));
      case Effect.End(FetchResult how) -> end(how);
    }
  }

  private interface DiskWork {
    Input on(BlobStore store) throws IOException;
  }

  private void onDisk(DiskWork work) {
    fetcher.onDisk(store -> {
      Input answer;
      try {
        answer = work.on(store);
      } catch (IOException | RuntimeException e) {
        answer = new Input.StorageFailed(String.valueOf(e.getMessage()));
      }
      Input told = answer;
      fetcher.onThread(() -> step(told));
    });
  }

  private Input open(BlobStore store, ChunkList chunks) throws IOException {
    BlobAssembly opened = store.assemble(hash, chunks.blobBytes(), chunks.hashes());
    assembly = opened;
    var here = new BitSet();
    for (int chunk = 0; chunk < opened.chunks(); chunk++) {
      here.set(chunk, opened.has(chunk));
    }
    return new Input.Opened(here);
  }

  private BlobAssembly assembly() {
    if (assembly == null) {
      throw new IllegalStateException("a chunk before its assembly");
    }
    return assembly;
  }

  private void end(FetchResult how) {
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
    fetcher.onDisk(_ -> {
      if (assembly != null) {
        assembly.close();
      }
    });
    fetcher.ended(this);
    result.accept(how);
  }

  private void setTimer(long wakeNanos) {
    if (wakeNanos >= timerNanos && timer != null && !timer.isDone()) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    if (wakeNanos == Long.MAX_VALUE) {
      timer = null;
      timerNanos = Long.MAX_VALUE;
      return;
    }
    timerNanos = wakeNanos;
    timer =
        fetcher.later(
            () -> {
              timerNanos = Long.MAX_VALUE;
              step(new Input.Tick());
            },
            Math.max(0, wakeNanos - System.nanoTime()));
  }

  @Override
  public void cancel() {
    fetcher.cancel(this);
  }

  @Override
  public long bytesDone() {
    BlobTransfer running = transfer;
    return running == null ? 0 : running.bytesDone();
  }

  @Override
  public long bytesTotal() {
    BlobTransfer running = transfer;
    return running == null ? -1 : running.bytesTotal();
  }
}
