package io.dunlin.runtime.transport.fetch;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.transport.FetchResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A transfer and the neighbour that has the blob, in virtual time, with a link between them that
 * loses, delays, corrupts and carries only so many bytes a second.
 */
final class Link {
  private static final int WIRE_BYTES = BlobTransfer.BLOCK_BYTES + 60;

  final BitSet stored = new BitSet();
  int asked;
  long queuePeakNanos;
  private final SplittableRandom random;
  private final byte[] content;
  private final byte[] list;
  private final BlobHash[] hashes;
  private final double loss;
  private final double corruption;
  private final long tripNanos;
  private final long bytesPerSecond;
  private final PriorityQueue<Arrival> onTheWay =
      new PriorityQueue<>((a, b) -> Long.compare(a.nanos(), b.nanos()));
  private final BlobTransfer transfer = new BlobTransfer(0);
  private long lineFreeNanos;

  private record Arrival(long nanos, Input input) {}

  Link(long seed, byte[] content, double loss, double corruption, long tripNanos, long rate) {
    this.random = new SplittableRandom(seed);
    this.content = content;
    this.loss = loss;
    this.corruption = corruption;
    this.tripNanos = tripNanos;
    this.bytesPerSecond = rate;
    int chunks = ChunkList.chunks(content.length);
    hashes = new BlobHash[chunks];
    byte[] all = new byte[chunks * BlobHash.BYTES];
    for (int i = 0; i < chunks; i++) {
      int from = i * 65_536;
      hashes[i] =
          BlobHash.digest(
              Arrays.copyOfRange(content, from, Math.min(from + 65_536, content.length)));
      System.arraycopy(hashes[i].toBytes(), 0, all, i * BlobHash.BYTES, BlobHash.BYTES);
    }
    list = new ChunkList(content.length, all).toBytes();
  }

  record Outcome(FetchResult result, long nanos) {}

  Outcome run() {
    long now = 0;
    List<Effect> effects = transfer.step(new Input.Tick(), now);
    while (true) {
      var answers = new ArrayList<Input>();
      for (Effect effect : effects) {
        switch (effect) {
          case Effect.Ask ask -> ask(ask, now);
          case Effect.Open _ -> answers.add(new Input.Opened(stored));
          case Effect.Keep(int chunk, byte[] bytes) -> answers.add(keep(chunk, bytes));
          case Effect.Complete() -> answers.add(new Input.Completed(true));
          case Effect.End(FetchResult result) -> {
            return new Outcome(result, now);
          }
        }
      }
      effects = new ArrayList<>();
      for (Input answer : answers) {
        effects.addAll(transfer.step(answer, now));
      }
      if (effects.isEmpty()) {
        Arrival next = onTheWay.peek();
        long wake = transfer.wakeNanos();
        if (next != null && next.nanos() <= wake) {
          onTheWay.remove();
          now = Math.max(now, next.nanos());
          effects = transfer.step(next.input(), now);
        } else {
          now = Math.max(now, wake);
          effects = transfer.step(new Input.Tick(), now);
        }
      }
    }
  }

  private Input keep(int chunk, byte[] bytes) {
    boolean right = BlobHash.digest(bytes).equals(hashes[chunk]);
    if (right) {
      stored.set(chunk);
    }
    return new Input.Kept(chunk, right);
  }

  private void ask(Effect.Ask ask, long now) {
    asked++;
    if (random.nextDouble() < 1 - (1 - loss) * (1 - loss)) {
      return;
    }
    byte[] body = ask.list() ? list : content;
    int from = ask.number() * BlobTransfer.BLOCK_BYTES;
    byte[] payload =
        Arrays.copyOfRange(body, from, Math.min(from + BlobTransfer.BLOCK_BYTES, body.length));
    if (!ask.list() && payload.length > 0 && random.nextDouble() < corruption) {
      payload[random.nextInt(payload.length)] ^= 1;
    }
    long ready = now + tripNanos / 2;
    queuePeakNanos = Math.max(queuePeakNanos, lineFreeNanos - ready);
    lineFreeNanos = Math.max(lineFreeNanos, ready) + WIRE_BYTES * 1_000_000_000L / bytesPerSecond;
    onTheWay.add(
        new Arrival(
            lineFreeNanos + tripNanos / 2,
            new Input.Block(ask.ask(), ask.list(), ask.number(), payload)));
  }
}
