package io.dunlin.runtime.host.disk;

import io.dunlin.runtime.blob.BlobAssembly;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.host.disk.BlobFiles.Plan;
import io.dunlin.runtime.journal.Disk;
import io.dunlin.runtime.journal.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One begun blob. Nothing of it is forced before it is complete; so, when it is taken up again,
 * each chunk that is marked is read and checked.
 */
final class FileBlobAssembly implements BlobAssembly {
  private final FileBlobStore store;
  private final BlobHash hash;
  private final Plan plan;
  private final BitSet here = new BitSet();

  /** Null when the blob was whole before. */
  private final @Nullable DiskFile part;

  private final @Nullable DiskFile map;
  private long bytesDone;
  private boolean ended;

  private FileBlobAssembly(
      FileBlobStore store,
      BlobHash hash,
      Plan plan,
      @Nullable DiskFile part,
      @Nullable DiskFile map) {
    this.store = store;
    this.hash = hash;
    this.plan = plan;
    this.part = part;
    this.map = map;
  }

  /** Nothing is left to do. */
  static FileBlobAssembly whole(FileBlobStore store, BlobHash hash, Plan plan) {
    FileBlobAssembly all = new FileBlobAssembly(store, hash, plan, null, null);
    all.here.set(0, all.chunks());
    all.bytesDone = plan.size();
    return all;
  }

  static FileBlobAssembly open(FileBlobStore store, Disk disk, BlobHash hash, Plan plan)
      throws IOException {
    DiskFile part = disk.open(hash + BlobFiles.PART);
    DiskFile map;
    try {
      map = disk.open(hash + BlobFiles.MAP);
    } catch (IOException e) {
      part.close();
      throw e;
    }
    FileBlobAssembly assembly = new FileBlobAssembly(store, hash, plan, part, map);
    try {
      assembly.takeUp(part, map);
    } catch (IOException e) {
      part.close();
      map.close();
      throw e;
    }
    return assembly;
  }

  private void takeUp(DiskFile part, DiskFile map) throws IOException {
    ByteBuffer marks = ByteBuffer.allocate(chunks());
    map.readFully(marks, plan.marksAt());
    byte[] bytes = new byte[BlobStore.CHUNK_BYTES];
    for (int chunk = 0; chunk < marks.position(); chunk++) {
      if (marks.get(chunk) == 0) continue;
      int length = BlobFiles.chunkBytes(plan.size(), chunk);
      ByteBuffer into = ByteBuffer.wrap(bytes, 0, length);
      boolean read = part.readFully(into, (long) chunk * BlobStore.CHUNK_BYTES) == length;
      if (read && plan.matches(chunk, bytes, length)) note(chunk);
    }
  }

  private void note(int chunk) {
    here.set(chunk);
    bytesDone += BlobFiles.chunkBytes(plan.size(), chunk);
  }

  @Override
  public int chunks() {
    return BlobFiles.chunks(plan.size());
  }

  @Override
  public boolean has(int chunk) {
    return here.get(Objects.checkIndex(chunk, chunks()));
  }

  @Override
  public long bytesDone() {
    return bytesDone;
  }

  @Override
  public boolean put(int chunk, byte[] bytes) throws IOException {
    if (has(chunk)) return true;
    if (part == null || map == null || ended) throw new IllegalStateException("ended");
    if (bytes.length != BlobFiles.chunkBytes(plan.size(), chunk)
        || !plan.matches(chunk, bytes, bytes.length)) {
      return false;
    }
    store.write(part, ByteBuffer.wrap(bytes), (long) chunk * BlobStore.CHUNK_BYTES);
    store.write(map, ByteBuffer.wrap(new byte[] {1}), (long) plan.marksAt() + chunk);
    note(chunk);
    return true;
  }

  @Override
  public boolean complete() throws IOException {
    if (here.cardinality() < chunks()) throw new IllegalStateException("chunks are missing");
    if (part == null || map == null) return true;
    if (ended) throw new IllegalStateException("ended");
    try {
      part.force();
    } catch (IOException e) {
      // A second force would succeed without the bytes being there.
      end(part, map);
      store.thrownAway(hash);
      throw e;
    }
    boolean right = BlobFiles.digest(part).whole().equals(hash);
    if (right) store.completed(hash, plan);
    else store.thrownAway(hash);
    end(part, map);
    return right;
  }

  private void end(DiskFile part, DiskFile map) {
    ended = true;
    part.close();
    map.close();
  }

  @Override
  public void close() {
    if (part == null || map == null || ended) return;
    end(part, map);
    store.letGo(hash);
  }
}
