package io.dunlin.bench.gateway;

import io.dunlin.runtime.blob.BlobAssembly;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicLong;

/** A store that counts what it gives away: block by block, and lists of chunk hashes. */
record CountingBlobs(BlobStore blobs, AtomicLong given, AtomicLong lists) implements BlobStore {
  @Override
  public Optional<byte[]> read(BlobHash hash, long offset, int length) throws IOException {
    Optional<byte[]> bytes = blobs.read(hash, offset, length);
    bytes.ifPresent(b -> given.addAndGet(b.length));
    return bytes;
  }

  @Override
  public Optional<byte[]> chunkHashes(BlobHash hash) throws IOException {
    Optional<byte[]> hashes = blobs.chunkHashes(hash);
    hashes.ifPresent(h -> lists.addAndGet(h.length));
    return hashes;
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
