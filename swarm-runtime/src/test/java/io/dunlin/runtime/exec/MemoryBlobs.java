package io.dunlin.runtime.exec;

import io.dunlin.runtime.blob.BlobAssembly;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs in a map. */
final class MemoryBlobs implements BlobStore {
  private final ConcurrentSkipListMap<BlobHash, byte[]> blobs = new ConcurrentSkipListMap<>();

  @Override
  public BlobHash put(InputStream content) throws IOException {
    return put(content.readAllBytes());
  }

  @Override
  public BlobHash put(byte[] content) {
    BlobHash hash = BlobHash.digest(content);
    blobs.put(hash, content.clone());
    return hash;
  }

  void drop(BlobHash hash) {
    blobs.remove(hash);
  }

  @Override
  public OptionalLong size(BlobHash hash) {
    byte[] content = blobs.get(hash);
    return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
  }

  @Override
  public Optional<byte[]> chunkHashes(BlobHash hash) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> read(BlobHash hash, long offset, int length) {
    byte[] content = blobs.get(hash);
    if (content == null || offset >= content.length) return Optional.empty();
    int to = (int) Math.min(content.length, offset + length);
    return Optional.of(Arrays.copyOfRange(content, (int) offset, to));
  }

  @Override
  public Optional<InputStream> open(BlobHash hash) {
    return Optional.ofNullable(blobs.get(hash)).map(ByteArrayInputStream::new);
  }

  @Override
  public BlobAssembly assemble(BlobHash hash, long size, byte[] chunkHashes) {
    throw new UnsupportedOperationException("nothing is fetched here");
  }

  @Override
  public boolean verify(BlobHash hash) {
    return blobs.containsKey(hash);
  }

  @Override
  public void pin(BlobHash hash) {}

  @Override
  public void unpin(BlobHash hash) {}

  @Override
  public SortedSet<BlobHash> all() {
    return new TreeSet<>(blobs.keySet());
  }

  @Override
  public long bytes() {
    return blobs.values().stream().mapToLong(b -> b.length).sum();
  }

  @Override
  public void close() {}
}
