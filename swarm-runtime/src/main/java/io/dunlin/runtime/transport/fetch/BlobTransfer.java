package io.dunlin.runtime.transport.fetch;

import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.transport.FetchResult;
import io.dunlin.runtime.transport.FetchResult.Cancelled;
import io.dunlin.runtime.transport.FetchResult.Failed;
import io.dunlin.runtime.transport.FetchResult.Reason;
import io.dunlin.runtime.transport.FetchResult.Transferred;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One blob on its way: first the chunk list, then every missing chunk, {@link #CHUNKS_OPEN_MAX} at
 * a time, each checked when its last block is there; then the whole. Blocks are asked for one by
 * one, in any order, until each has come. Same inputs, same times: same effects. One thread at a
 * time.
 *
 * <p>Memory: the chunk list (at most 512 KiB, for 1 GiB) and the open chunks (128 KiB).
 */
public final class BlobTransfer {
  /** Bytes of one block, RFC 7959's largest. */
  public static final int BLOCK_BYTES = BlobStore.BLOCK_BYTES;

  /** Chunks partly here, or on their way to the disk: all that a killed process asks for again. */
  static final int CHUNKS_OPEN_MAX = 2;

  /** Chunks and blocks that are not what they should be, in a row or not, until we give up. */
  static final int WRONG_MAX = 16;

  /** Without any block for so long, the neighbour is gone. */
  static final long SILENCE_NANOS_MAX = 20_000_000_000L;

  private static final int BLOCKS_PER_CHUNK = BlobStore.CHUNK_BYTES / BLOCK_BYTES;

  private enum Phase {
    LISTING,
    OPENING,
    FETCHING,
    COMPLETING,
    ENDED
  }

  private record Block(boolean list, int number) {}

  private final PacedWindow window;
  private final Map<Integer, Block> underWay = new HashMap<>();
  private final ArrayDeque<Block> again = new ArrayDeque<>();
  private final TreeMap<Integer, Pieces> open = new TreeMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private final long startNanos;
  private Phase phase = Phase.LISTING;
  private long lastBlockNanos;
  private long lastChunkNanos;
  private int wrong;
  private long bytesCome;
  private boolean listBegun;
  private @Nullable Pieces list;
  private @Nullable ChunkList chunks;
  private BitSet stored = new BitSet();
  private int nextChunk;
  private final AtomicLong bytesDone = new AtomicLong();
  private final AtomicLong bytesTotal = new AtomicLong(-1);

  public BlobTransfer(long nowNanos) {
    window = new PacedWindow(nowNanos);
    startNanos = nowNanos;
    lastBlockNanos = nowNanos;
    lastChunkNanos = nowNanos;
  }

  /** Takes one input; the first is a {@link Input.Tick}. After {@link Effect.End}, nothing. */
  public List<Effect> step(Input input, long nowNanos) {
    if (phase == Phase.ENDED) {
      return List.of();
    }
    switch (input) {
      case Input.Tick() -> {}
      case Input.Block block -> block(block, nowNanos);
      case Input.Refused(Reason reason, String detail) -> end(new Failed(reason, detail));
      case Input.Opened(BitSet here) -> opened(here, nowNanos);
      case Input.Kept(int chunk, boolean right) -> kept(chunk, right, nowNanos);
      case Input.Completed(boolean matches) -> completed(matches);
      case Input.StorageFailed(String detail) -> end(new Failed(Reason.STORAGE, detail));
      case Input.Cancel() -> end(new Cancelled());
    }
    if (asking()) {
      giveUpLost(nowNanos);
      ask(nowNanos);
    }
    List<Effect> out = List.copyOf(effects);
    effects.clear();
    return out;
  }

  /** When the next {@link Input.Tick} is due; {@link Long#MAX_VALUE} when none is. */
  public long wakeNanos() {
    if (!asking()) {
      return Long.MAX_VALUE;
    }
    long wake = Math.min(window.timeoutAtNanos(), lastBlockNanos + SILENCE_NANOS_MAX);
    return window.open() && hasNext() ? Math.min(wake, window.nextSendNanos()) : wake;
  }

  /** Checked bytes here, those of an earlier attempt included. Any thread. */
  public long bytesDone() {
    return bytesDone.get();
  }

  /** Bytes of the whole, -1 until known. Any thread. */
  public long bytesTotal() {
    return bytesTotal.get();
  }

  private boolean asking() {
    return phase == Phase.LISTING || phase == Phase.FETCHING;
  }

  private void block(Input.Block block, long nowNanos) {
    window.answered(block.ask(), nowNanos);
    underWay.remove(block.ask());
    boolean right = block.list() ? listBlock(block) : bodyBlock(block);
    if (right) {
      lastBlockNanos = nowNanos;
    } else if (++wrong > WRONG_MAX) {
      end(new Failed(Reason.CORRUPT, "blocks of a wrong length"));
    }
  }

  private boolean listBlock(Input.Block block) {
    if (phase != Phase.LISTING) {
      return true;
    }
    if (list == null) {
      Optional<Integer> bytes = ChunkList.bytesFrom(block.payload());
      if (block.number() != 0 || bytes.isEmpty()) {
        again.add(new Block(true, 0));
        return false;
      }
      list = new Pieces(bytes.get());
      list.firstTaken();
    }
    if (!list.put(block.number(), block.payload())) {
      again.add(new Block(true, block.number()));
      return false;
    }
    if (list.complete()) {
      ChunkList whole = ChunkList.of(list.bytes());
      chunks = whole;
      list = null;
      bytesTotal.set(whole.blobBytes());
      phase = Phase.OPENING;
      effects.add(new Effect.Open(whole));
    }
    return true;
  }

  private void opened(BitSet here, long nowNanos) {
    if (phase != Phase.OPENING || chunks == null) {
      return;
    }
    stored = (BitSet) here.clone();
    for (int chunk = stored.nextSetBit(0); chunk >= 0; chunk = stored.nextSetBit(chunk + 1)) {
      bytesDone.addAndGet(chunks.chunkBytes(chunk));
    }
    lastBlockNanos = nowNanos;
    phase = Phase.FETCHING;
    completeIfAll();
  }

  private boolean bodyBlock(Input.Block block) {
    int chunk = block.number() / BLOCKS_PER_CHUNK;
    int within = block.number() % BLOCKS_PER_CHUNK;
    Pieces pieces = open.get(chunk);
    if (phase != Phase.FETCHING || pieces == null || pieces.has(within)) {
      return true;
    }
    if (!pieces.put(within, block.payload())) {
      again.add(new Block(false, block.number()));
      return false;
    }
    bytesCome += block.payload().length;
    if (pieces.complete()) {
      effects.add(new Effect.Keep(chunk, pieces.bytes()));
    }
    return true;
  }

  private void kept(int chunk, boolean right, long nowNanos) {
    if (phase != Phase.FETCHING || chunks == null || open.remove(chunk) == null) {
      return;
    }
    if (!right) {
      nextChunk = Math.min(nextChunk, chunk);
      if (++wrong > WRONG_MAX) {
        end(new Failed(Reason.CORRUPT, "chunk " + chunk + " is not what was announced"));
      }
      return;
    }
    stored.set(chunk);
    bytesDone.addAndGet(chunks.chunkBytes(chunk));
    lastChunkNanos = nowNanos;
    completeIfAll();
  }

  private void completeIfAll() {
    if (chunks != null && stored.cardinality() == chunks.chunks()) {
      phase = Phase.COMPLETING;
      effects.add(new Effect.Complete());
    }
  }

  private void completed(boolean matches) {
    end(
        matches
            ? new Transferred(bytesCome, lastChunkNanos - startNanos)
            : new Failed(Reason.CORRUPT, "the whole has another SHA-256"));
  }

  private void end(FetchResult result) {
    phase = Phase.ENDED;
    effects.add(new Effect.End(result));
  }

  private void giveUpLost(long nowNanos) {
    if (underWay.isEmpty() && again.isEmpty()) {
      // We wait for our own disk, not for the neighbour.
      lastBlockNanos = nowNanos;
    }
    for (int ask : window.lost(nowNanos)) {
      Block block = underWay.remove(ask);
      if (block != null) {
        again.add(block);
      }
    }
    if (nowNanos - lastBlockNanos >= SILENCE_NANOS_MAX) {
      end(new Failed(Reason.TIMEOUT, "no block for 20 s"));
    }
  }

  private void ask(long nowNanos) {
    while (asking() && window.maySend(nowNanos)) {
      Block block = next();
      if (block == null) {
        return;
      }
      int number = window.sent(nowNanos);
      underWay.put(number, block);
      effects.add(new Effect.Ask(number, block.list(), block.number()));
    }
  }

  private boolean hasNext() {
    Block block = next();
    if (block != null) {
      again.addFirst(block);
    }
    return block != null;
  }

  private @Nullable Block next() {
    while (!again.isEmpty()) {
      Block block = again.removeFirst();
      if (wanted(block)) {
        return block;
      }
    }
    return phase == Phase.LISTING ? nextOfList() : nextOfBody();
  }

  private boolean wanted(Block block) {
    if (block.list()) {
      return phase == Phase.LISTING && (list == null || !list.has(block.number()));
    }
    Pieces pieces = open.get(block.number() / BLOCKS_PER_CHUNK);
    return pieces != null && !pieces.has(block.number() % BLOCKS_PER_CHUNK);
  }

  private @Nullable Block nextOfList() {
    if (!listBegun) {
      listBegun = true;
      return new Block(true, 0);
    }
    int number = list == null ? -1 : list.takeNext();
    return number < 0 ? null : new Block(true, number);
  }

  private @Nullable Block nextOfBody() {
    for (var chunk : open.entrySet()) {
      int within = chunk.getValue().takeNext();
      if (within >= 0) {
        return new Block(false, chunk.getKey() * BLOCKS_PER_CHUNK + within);
      }
    }
    if (chunks == null || open.size() >= CHUNKS_OPEN_MAX) {
      return null;
    }
    while (nextChunk < chunks.chunks() && (stored.get(nextChunk) || open.containsKey(nextChunk))) {
      nextChunk++;
    }
    if (nextChunk == chunks.chunks()) {
      return null;
    }
    var pieces = new Pieces(chunks.chunkBytes(nextChunk));
    open.put(nextChunk, pieces);
    return new Block(false, nextChunk * BLOCKS_PER_CHUNK + pieces.takeNext());
  }
}
