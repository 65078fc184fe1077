package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.blob.BlobAssembly;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Blobs in memory, with the checks of the real store. */
final class MemoryBlobs implements BlobStore {
  private final ConcurrentHashMap<BlobHash, byte[]> whole = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<BlobHash, Pieces> begun = new ConcurrentHashMap<>();
  final AtomicInteger chunksRefused = new AtomicInteger();

  byte[] content(BlobHash hash) {
    byte[] content = whole.get(hash);
    if (content == null) {
      throw new AssertionError("no blob " + hash);
    }
    return content;
  }

  @Override
  public BlobHash put(InputStream content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    content.transferTo(bytes);
    return put(bytes.toByteArray());
  }

  @Override
  public BlobHash put(byte[] content) {
    BlobHash hash = BlobHash.digest(content);
    whole.put(hash, content);
    return hash;
  }

  @Override
  public OptionalLong size(BlobHash hash) {
    byte[] content = whole.get(hash);
    return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
  }

  @Override
  public Optional<byte[]> chunkHashes(BlobHash hash) {
    return Optional.ofNullable(whole.get(hash)).map(MemoryBlobs::hashes);
  }

  private static byte[] hashes(byte[] content) {
    var all = new ByteArrayOutputStream();
    for (int from = 0; from < content.length; from += CHUNK_BYTES) {
      int to = Math.min(from + CHUNK_BYTES, content.length);
      all.writeBytes(BlobHash.digest(Arrays.copyOfRange(content, from, to)).toBytes());
    }
    return all.toByteArray();
  }

  @Override
  public Optional<byte[]> read(BlobHash hash, long offset, int length) {
    byte[] content = whole.get(hash);
    return content == null || offset >= content.length
        ? Optional.empty()
        : Optional.of(
            Arrays.copyOfRange(
                content, (int) offset, (int) Math.min(offset + length, content.length)));
  }

  @Override
  public Optional<InputStream> open(BlobHash hash) {
    return Optional.ofNullable(whole.get(hash)).map(ByteArrayInputStream::new);
  }

  @Override
  public BlobAssembly assemble(BlobHash hash, long size, byte[] chunkHashes) {
    return begun.computeIfAbsent(hash, _ -> new Pieces(hash, (int) size, chunkHashes));
  }

  private final class Pieces implements BlobAssembly {
    private final BlobHash hash;
    private final byte[] content;
    private final byte[] hashes;
    private final BitSet here = new BitSet();

    Pieces(BlobHash hash, int size, byte[] hashes) {
      this.hash = hash;
      this.content = new byte[size];
      this.hashes = hashes;
    }

    @Override
    public int chunks() {
      return hashes.length / BlobHash.BYTES;
    }

    @Override
    public boolean has(int chunk) {
      return here.get(chunk);
    }

    @Override
    public long bytesDone() {
      return (long) here.cardinality() * CHUNK_BYTES;
    }

    @Override
    public boolean put(int chunk, byte[] bytes) {
      int from = chunk * BlobHash.BYTES;
      byte[] announced = Arrays.copyOfRange(hashes, from, from + BlobHash.BYTES);
      if (!BlobHash.digest(bytes).equals(BlobHash.of(announced))) {
        chunksRefused.incrementAndGet();
        return false;
      }
      System.arraycopy(bytes, 0, content, chunk * CHUNK_BYTES, bytes.length);
      here.set(chunk);
      return true;
    }

    @Override
    public boolean complete() {
      begun.remove(hash);
      boolean matches = BlobHash.digest(content).equals(hash);
      if (matches) {
        whole.put(hash, content);
      }
      return matches;
    }

    @Override
    public void close() {}
  }

  @Override
  public boolean verify(BlobHash hash) {
    return whole.containsKey(hash);
  }

  @Override
  public void pin(BlobHash hash) {}

  @Override
  public void unpin(BlobHash hash) {}

  @Override
  public SortedSet<BlobHash> all() {
    return new TreeSet<>(whole.keySet());
  }

  @Override
  public long bytes() {
    return whole.values().stream().mapToLong(b -> b.length).sum();
  }

  @Override
  public void close() {}
}
