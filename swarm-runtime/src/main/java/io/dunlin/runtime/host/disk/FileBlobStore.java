package io.dunlin.runtime.host.disk;

import io.dunlin.runtime.blob.BlobAssembly;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobSpaceException;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.host.disk.BlobFiles.Digester;
import io.dunlin.runtime.host.disk.BlobFiles.Digests;
import io.dunlin.runtime.host.disk.BlobFiles.Plan;
import io.dunlin.runtime.host.disk.BlobShelf.Victim;
import io.dunlin.runtime.journal.Disk;
import io.dunlin.runtime.journal.DiskFile;
import io.dunlin.runtime.journal.DiskFullException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * Blobs in the files of one directory; {@link BlobFiles} draws them. A blob is under its own name
 * only when it is whole, checked and forced. At most {@value #OPEN_MAX} files are kept open for
 * reading; memory is about 150 bytes a blob and 64 KiB for each store under way.
 */
public final class FileBlobStore implements BlobStore {
  private static final int OPEN_MAX = 8;

  private final Disk disk;
  private final BlobFiles files;
  private final BlobShelf shelf;
  private final LinkedHashMap<BlobHash, DiskFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private long puts;

  private FileBlobStore(Disk disk, long budgetBytes) {
    this.disk = disk;
    this.files = new BlobFiles(disk);
    this.shelf = new BlobShelf(budgetBytes);
  }

  /**
   * Opens the blobs of a directory, which is made when absent. Reads names and sizes, no content.
   *
   * @param budgetBytes what whole and begun blobs may take together
   */
  public static FileBlobStore open(Path directory, long budgetBytes) throws IOException {
    return open(new FileDisk(directory), budgetBytes);
  }

  /** As {@link #open(Path, long)}, on any disk. */
  public static FileBlobStore open(Disk disk, long budgetBytes) throws IOException {
    FileBlobStore store = new FileBlobStore(disk, budgetBytes);
    store.load();
    return store;
  }

  private void load() throws IOException {
    List<String> names = disk.list();
    for (String name : names) {
      if (name.endsWith(BlobFiles.FRESH)) disk.delete(name);
      Optional<BlobHash> whole = BlobFiles.hashOf(name, BlobFiles.BLOB);
      if (whole.isPresent()) {
        long size = sizeOf(name);
        shelf.took(size);
        shelf.addWhole(whole.get(), size);
      }
      Optional<BlobHash> part = BlobFiles.hashOf(name, BlobFiles.PART);
      if (part.isPresent()) loadPart(part.get(), names);
      Optional<BlobHash> map = BlobFiles.hashOf(name, BlobFiles.MAP);
      if (map.isPresent() && !names.contains(map.get() + BlobFiles.PART)) disk.delete(name);
    }
  }

  private void loadPart(BlobHash hash, List<String> names) throws IOException {
    Optional<Plan> plan = files.plan(hash);
    boolean whole = names.contains(hash + BlobFiles.BLOB);
    if (plan.isEmpty() || whole) {
      files.delete(hash, BlobFiles.MAP, BlobFiles.PART);
      return;
    }
    shelf.took(plan.get().size());
    shelf.addBegun(hash, plan.get().size());
  }

  private long sizeOf(String name) throws IOException {
    try (DiskFile file = disk.open(name)) {
      return file.size();
    }
  }

  @Override
  public BlobHash put(byte[] content) throws IOException {
    return put(new ByteArrayInputStream(content));
  }

  @Override
  public BlobHash put(InputStream content) throws IOException {
    String fresh = freshName();
    long taken = 0;
    try {
      Digester digester = new Digester();
      try (DiskFile file = disk.create(fresh, 0)) {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int n = content.readNBytes(chunk, 0, CHUNK_BYTES);
            n > 0;
            n = content.readNBytes(chunk, 0, CHUNK_BYTES)) {
          if (taken + n > BLOB_BYTES_MAX) {
            throw new BlobSpaceException("a blob has at most " + BLOB_BYTES_MAX + " bytes");
          }
          takeRoom(n);
          taken += n;
          write(file, ByteBuffer.wrap(chunk, 0, n), taken - n);
          digester.add(chunk, n);
        }
        file.force();
      }
      return publish(fresh, digester.digests(), taken);
    } catch (IOException | RuntimeException e) {
      giveUp(fresh, taken);
      throw e;
    }
  }

  private synchronized String freshName() {
    return "put-" + ++puts + BlobFiles.FRESH;
  }

  private synchronized BlobHash publish(String fresh, Digests digests, long size)
      throws IOException {
    BlobHash hash = digests.whole();
    if (shelf.use(hash).isPresent()) {
      giveUp(fresh, size);
      return hash;
    }
    disk.rename(fresh, hash + BlobFiles.BLOB);
    disk.forceDirectory();
    shelf.addWhole(hash, size);
    files.keepChunkHashes(hash, digests.chunks());
    return hash;
  }

  private synchronized void giveUp(String fresh, long taken) {
    shelf.gave(taken);
    try {
      disk.delete(fresh);
    } catch (IOException _) {
      // The next start removes it.
    }
  }

  /** Takes bytes from the budget, at the cost of what may go. */
  private synchronized void takeRoom(long bytes) throws IOException {
    for (Optional<Victim> victim = shelf.victimFor(bytes);
        victim.isPresent();
        victim = shelf.victimFor(bytes)) {
      evict(victim.get());
    }
    shelf.took(bytes);
  }

  private synchronized void evict(Victim victim) throws IOException {
    if (victim.whole()) {
      closeReader(victim.hash());
      files.delete(victim.hash(), BlobFiles.BLOB, BlobFiles.CHUNKS);
    } else {
      files.delete(victim.hash(), BlobFiles.MAP, BlobFiles.PART);
    }
    shelf.remove(victim);
  }

  /** Writes; where the disk is full, what may go goes. */
  void write(DiskFile file, ByteBuffer from, long position) throws IOException {
    int start = from.position();
    while (true) {
      try {
        file.writeFully(from.position(start), position);
        return;
      } catch (DiskFullException e) {
        evictForDisk(e);
      }
    }
  }

  private synchronized void evictForDisk(DiskFullException why) throws IOException {
    Optional<Victim> victim = shelf.victim();
    if (victim.isEmpty()) throw new BlobSpaceException("the disk is full", why);
    evict(victim.get());
  }

  @Override
  public synchronized OptionalLong size(BlobHash hash) {
    return shelf.use(hash);
  }

  @Override
  public Optional<byte[]> chunkHashes(BlobHash hash) throws IOException {
    OptionalLong size = size(hash);
    if (size.isEmpty()) return Optional.empty();
    Optional<byte[]> kept = files.chunkHashes(hash, size.getAsLong());
    if (kept.isPresent()) return kept;
    Optional<Digests> digests = digest(hash);
    if (digests.isEmpty() || !digests.get().whole().equals(hash)) return Optional.empty();
    files.keepChunkHashes(hash, digests.get().chunks());
    return Optional.of(digests.get().chunks());
  }

  private Optional<Digests> digest(BlobHash hash) throws IOException {
    if (size(hash).isEmpty()) return Optional.empty();
    try (DiskFile file = disk.open(hash + BlobFiles.BLOB)) {
      return Optional.of(BlobFiles.digest(file));
    } catch (FileNotFoundException | NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized Optional<byte[]> read(BlobHash hash, long offset, int length)
      throws IOException {
    OptionalLong size = shelf.use(hash);
    if (size.isEmpty() || offset < 0 || length < 0 || offset >= size.getAsLong()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) Math.min(length, size.getAsLong() - offset)];
    if (reader(hash).readFully(ByteBuffer.wrap(bytes), offset) < bytes.length) {
      throw new IOException("blob " + hash + " is shorter than it was");
    }
    return Optional.of(bytes);
  }

  private DiskFile reader(BlobHash hash) throws IOException {
    DiskFile file = open.get(hash);
    if (file != null) return file;
    if (open.size() >= OPEN_MAX) open.pollFirstEntry().getValue().close();
    file = disk.open(hash + BlobFiles.BLOB);
    open.put(hash, file);
    return file;
  }

  private void closeReader(BlobHash hash) {
    DiskFile file = open.remove(hash);
    if (file != null) file.close();
  }

  @Override
  public Optional<InputStream> open(BlobHash hash) throws IOException {
    OptionalLong size = size(hash);
    if (size.isEmpty()) return Optional.empty();
    return Optional.of(new BlobStream(disk.open(hash + BlobFiles.BLOB), size.getAsLong()));
  }

  @Override
  public BlobAssembly assemble(BlobHash hash, long size, byte[] chunkHashes) throws IOException {
    if (size < 0 || size > BLOB_BYTES_MAX) {
      throw new IllegalArgumentException("a blob of " + size + " bytes");
    }
    if (chunkHashes.length != BlobFiles.chunks(size) * BlobHash.BYTES) {
      throw new IllegalArgumentException(
          chunkHashes.length + " bytes of chunk hashes for " + size + " bytes");
    }
    Plan plan = new Plan(size, chunkHashes.clone());
    if (!begin(hash, plan)) return FileBlobAssembly.whole(this, hash, plan);
    try {
      return FileBlobAssembly.open(this, disk, hash, plan);
    } catch (IOException | RuntimeException e) {
      letGo(hash);
      throw e;
    }
  }

  /** Makes sure that there is a begun blob of this plan to work on; false when it is here whole. */
  private synchronized boolean begin(BlobHash hash, Plan plan) throws IOException {
    if (shelf.use(hash).isPresent()) return false;
    if (!shelf.startWork(hash)) throw new IOException(hash + " is being put together already");
    try {
      if (shelf.begunSize(hash).isPresent() && !files.plan(hash).filter(plan::same).isPresent()) {
        evict(new Victim(hash, false));
      }
      if (shelf.begunSize(hash).isEmpty()) {
        takeRoom(plan.size());
        create(hash, plan);
        shelf.addBegun(hash, plan.size());
      }
      return true;
    } catch (IOException | RuntimeException e) {
      shelf.endWork(hash);
      throw e;
    }
  }

  private void create(BlobHash hash, Plan plan) throws IOException {
    while (true) {
      try {
        files.begin(hash, plan);
        return;
      } catch (IOException e) {
        files.delete(hash, BlobFiles.MAP, BlobFiles.PART);
        if (!(e instanceof DiskFullException full)) {
          shelf.gave(plan.size());
          throw e;
        }
        try {
          evictForDisk(full);
        } catch (IOException nothing) {
          shelf.gave(plan.size());
          throw nothing;
        }
      }
    }
  }

  /** An assembly is whole and forced: gives it its name. */
  synchronized void completed(BlobHash hash, Plan plan) throws IOException {
    disk.rename(hash + BlobFiles.PART, hash + BlobFiles.BLOB);
    disk.forceDirectory();
    shelf.completed(hash);
    shelf.endWork(hash);
    files.keepChunkHashes(hash, plan.chunkHashes());
    disk.delete(hash + BlobFiles.MAP);
  }

  /** An assembly turned out to be something else. */
  synchronized void thrownAway(BlobHash hash) throws IOException {
    shelf.endWork(hash);
    evict(new Victim(hash, false));
  }

  synchronized void letGo(BlobHash hash) {
    shelf.endWork(hash);
  }

  @Override
  public boolean verify(BlobHash hash) throws IOException {
    Optional<Digests> digests = digest(hash);
    if (digests.isEmpty()) return false;
    if (digests.get().whole().equals(hash)) return true;
    evict(new Victim(hash, true));
    return false;
  }

  @Override
  public synchronized void pin(BlobHash hash) {
    shelf.pin(hash);
  }

  @Override
  public synchronized void unpin(BlobHash hash) {
    shelf.unpin(hash);
  }

  @Override
  public synchronized SortedSet<BlobHash> all() {
    return shelf.all();
  }

  @Override
  public synchronized long bytes() {
    return shelf.bytes();
  }

  @Override
  public synchronized void close() {
    open.values().forEach(DiskFile::close);
    open.clear();
  }
}
