package io.dunlin.bench.gateway;

import io.dunlin.runtime.blob.BlobAssembly;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store that counts what it gives away, block by block: how much in all, and how much of it again
 * because the gateway that had asked for it is gone. Safe for threads.
 */
final class CountingBlobs implements BlobStore {
  private final BlobStore blobs;
  private final Map<Block, Integer> lives = new ConcurrentHashMap<>();
  private final AtomicInteger life = new AtomicInteger();
  private final AtomicLong given = new AtomicLong();
  private final AtomicLong afterRestart = new AtomicLong();

  private record Block(BlobHash hash, long offset) {}

  CountingBlobs(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** The gateway was killed: what comes now again was lost with it. */
  void killed() {
    var _ = life.incrementAndGet();
  }

  long given() {
    return given.get();
  }

  /** Bytes of blocks that an earlier life of the gateway had been given, once for each life. */
  long givenAgainAfterRestart() {
    return afterRestart.get();
  }

  @Override
  public Optional<byte[]> read(BlobHash hash, long offset, int length) throws IOException {
    Optional<byte[]> bytes = blobs.read(hash, offset, length);
    if (bytes.isEmpty()) return bytes;
    given.addAndGet(bytes.get().length);
    int now = life.get();
    Integer before = lives.put(new Block(hash, offset), now);
    if (before != null && before != now) afterRestart.addAndGet(bytes.get().length);
    return bytes;
  }

  @Override
  public Optional<byte[]> chunkHashes(BlobHash hash) throws IOException {
    return blobs.chunkHashes(hash);
  }

  @Override
  public BlobHash put(InputStream content) throws IOException {
    return blobs.put(content);
  }

  @Override
  public BlobHash put(byte[] content) throws IOException {
    return blobs.put(content);
  }

  @Override
  public OptionalLong size(BlobHash hash) {
    return blobs.size(hash);
  }

  @Override
  public Optional<InputStream> open(BlobHash hash) throws IOException {
    return blobs.open(hash);
  }

  @Override
  public BlobAssembly assemble(BlobHash hash, long size, byte[] chunkHashes) throws IOException {
    return blobs.assemble(hash, size, chunkHashes);
  }

  @Override
  public boolean verify(BlobHash hash) throws IOException {
    return blobs.verify(hash);
  }

  @Override
  public void pin(BlobHash hash) {
    blobs.pin(hash);
  }

  @Override
  public void unpin(BlobHash hash) {
    blobs.unpin(hash);
  }

  @Override
  public SortedSet<BlobHash> all() {
    return blobs.all();
  }

  @Override
  public long bytes() {
    return blobs.bytes();
  }

  @Override
  public void close() {
    blobs.close();
  }
}
