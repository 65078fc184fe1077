package io.dunlin.runtime.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory that is as unkind as {@link Disk} allows. A power cut keeps any subset of the
 * unforced 512-byte sectors, each in any of the versions written since the last force; unforced
 * sizes and directory entries likewise. A failed force keeps the page cache, marks it clean and
 * never writes it, as ext4 does. Calls fail as {@link Faults} says.
 */
public final class SimDisk implements Disk {
  static final int SECTOR = 512;

  /** What goes wrong. Asked before every call. */
  public interface Faults {
    /** Throws to make this call fail; a write may have reached the cache in part before. */
    void before(String call) throws IOException;

    /** How much of a write of so many bytes is done at once. */
    default int writes(int bytes) {
      return bytes;
    }
  }

  public static final Faults NONE = _ -> {};

  /** One file's bytes: as the process sees them, and as they are on the medium. */
  private static final class Content {
    byte[] cache = new byte[0];
    byte[] medium = new byte[0];

    /** Sector to the versions it had since the last force, oldest first. */
    final TreeMap<Integer, List<byte[]>> dirty = new TreeMap<>();

    /** Sizes it had since the last force. */
    final List<Integer> sizes = new ArrayList<>();
  }

  private final TreeMap<String, Content> names = new TreeMap<>();
  private TreeMap<String, Content> forcedNames = new TreeMap<>();

  /** Directories it had since the last directory force. */
  private final List<TreeMap<String, Content>> unforcedNames = new ArrayList<>();

  public Faults faults = NONE;
  public long capacity = Long.MAX_VALUE;

  /** The power goes when so many more calls were made; -1 never. */
  public long callsLeft = -1;

  long calls;
  private boolean dead;

  /** That the power is gone: no call works any more. */
  public static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void call(String what) throws IOException {
    calls++;
    if (dead || callsLeft == 0) {
      dead = true;
      throw new PowerCut();
    }
    if (callsLeft > 0) callsLeft--;
    faults.before(what);
  }

  /** The disk after the power came back: what was not forced is there or not, as chance has it. */
  public SimDisk afterPowerCut(SplittableRandom random) {
    SimDisk next = new SimDisk();
    next.capacity = capacity;
    Map<String, Content> survived = directory(random);
    Map<Content, Content> copies = new HashMap<>();
    survived.forEach((name, content) ->
        next.names.put(name, copies.computeIfAbsent(content, c -> settle(c, random))));
    next.forcedNames = new TreeMap<>(next.names);
    return next;
  }

  /** The disk as a killed process leaves it: the cache stays, nothing of it is forced. */
  public void reboot() {
    dead = false;
    callsLeft = -1;
    faults = NONE;
  }

  private Map<String, Content> directory(SplittableRandom random) {
    int pick = random.nextInt(unforcedNames.size() + 1);
    return pick == 0 ? forcedNames : unforcedNames.get(pick - 1);
  }

  private static Content settle(Content old, SplittableRandom random) {
    List<Integer> sizes = new ArrayList<>(old.sizes);
    sizes.add(old.medium.length);
    int size = sizes.get(random.nextInt(sizes.size()));
    byte[] bytes = Arrays.copyOf(old.medium, size);
    int all = random.nextInt(4);
    for (Map.Entry<Integer, List<byte[]>> sector : old.dirty.entrySet()) {
      List<byte[]> versions = sector.getValue();
      // Sometimes nothing got through, sometimes all of it; mostly some.
      int pick = all == 0 ? 0 : all == 1 ? versions.size() : random.nextInt(versions.size() + 1);
      if (pick == 0) continue;
      byte[] version = versions.get(pick - 1);
      int at = sector.getKey() * SECTOR;
      for (int i = 0; i < version.length && at + i < size; i++) bytes[at + i] = version[i];
    }
    Content content = new Content();
    content.cache = bytes;
    content.medium = bytes.clone();
    return content;
  }

  private void changedNames() {
    unforcedNames.add(new TreeMap<>(names));
  }

  private long used() {
    return names.values().stream().mapToLong(c -> c.cache.length).sum();
  }

  @Override
  public List<String> list() throws IOException {
    call("list");
    return List.copyOf(names.keySet());
  }

  @Override
  public DiskFile open(String name) throws IOException {
    call("open");
    Content content = names.get(name);
    if (content == null) throw new FileNotFoundException(name);
    return new File(content);
  }

  @Override
  public DiskFile create(String name, long bytes) throws IOException {
    call("create");
    if (names.containsKey(name)) throw new IOException(name + " is there already");
    if (used() + bytes > capacity) throw new DiskFullException("sim");
    Content content = new Content();
    names.put(name, content);
    changedNames();
    File file = new File(content);
    file.put(ByteBuffer.allocate((int) bytes), 0);
    return file;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    call("rename");
    Content content = names.remove(from);
    if (content == null) throw new FileNotFoundException(from);
    names.put(to, content);
    changedNames();
  }

  @Override
  public void delete(String name) throws IOException {
    call("delete");
    if (names.remove(name) != null) changedNames();
  }

  @Override
  public void forceDirectory() throws IOException {
    call("forceDirectory");
    forcedNames = new TreeMap<>(names);
    unforcedNames.clear();
  }

  @Override
  public long freeBytes() throws IOException {
    call("freeBytes");
    return capacity == Long.MAX_VALUE ? capacity : capacity - used();
  }

  /** The bytes of a file, to be damaged. */
  public byte[] bytes(String name) {
    return Objects.requireNonNull(names.get(name)).cache;
  }

  /** Replaces a file on the medium. */
  public void replace(String name, byte[] bytes) {
    Content content = new Content();
    content.cache = bytes.clone();
    content.medium = bytes.clone();
    names.put(name, content);
    forcedNames = new TreeMap<>(names);
    unforcedNames.clear();
  }

  /** The names there are, without a call. */
  public List<String> names() {
    return List.copyOf(names.keySet());
  }

  /** A copy in which everything is on the medium. */
  public SimDisk copy() {
    SimDisk copy = new SimDisk();
    copy.capacity = capacity;
    names.forEach((name, content) -> copy.replace(name, content.cache));
    return copy;
  }

  private final class File implements DiskFile {
    private final Content content;

    File(Content content) {
      this.content = content;
    }

    @Override
    public long size() throws IOException {
      call("size");
      return content.cache.length;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      call("read");
      if (position >= content.cache.length) return -1;
      int length = (int) Math.min(into.remaining(), content.cache.length - position);
      into.put(content.cache, (int) position, length);
      return length;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      try {
        call("write");
      } catch (IOException e) {
        // Some of it may have got through all the same.
        ByteBuffer part = from.duplicate();
        part.limit(part.position() + part.remaining() * (int) (calls % 3) / 2);
        if (!(e instanceof DiskFullException)) put(part, (int) position);
        throw e;
      }
      int length = Math.max(1, Math.min(from.remaining(), faults.writes(from.remaining())));
      long grows = Math.max(0, position + length - content.cache.length);
      long free = capacity - used();
      if (grows > free) {
        length -= (int) (grows - free);
        if (length <= 0) throw new DiskFullException("sim");
      }
      ByteBuffer part = from.duplicate().limit(from.position() + length);
      put(part, (int) position);
      from.position(from.position() + length);
      return length;
    }

    private void put(ByteBuffer from, int position) {
      int end = position + from.remaining();
      if (end > content.cache.length) {
        content.cache = Arrays.copyOf(content.cache, end);
        content.sizes.add(end);
      }
      from.duplicate().get(content.cache, position, from.remaining());
      if (end > position) noteDirty(position / SECTOR, (end - 1) / SECTOR);
    }

    private void noteDirty(int first, int last) {
      for (int sector = first; sector <= last; sector++) {
        int at = sector * SECTOR;
        int to = Math.min(at + SECTOR, content.cache.length);
        content
            .dirty
            .computeIfAbsent(sector, _ -> new ArrayList<>())
            .add(Arrays.copyOfRange(content.cache, at, Math.max(at, to)));
      }
    }

    @Override
    public void force() throws IOException {
      try {
        call("force");
      } catch (IOException e) {
        // The kernel drops the dirty marks with the error: the next force has nothing to do.
        content.dirty.clear();
        throw e;
      }
      byte[] medium = Arrays.copyOf(content.medium, content.cache.length);
      for (Map.Entry<Integer, List<byte[]>> sector : content.dirty.entrySet()) {
        int at = sector.getKey() * SECTOR;
        byte[] version = sector.getValue().getLast();
        int length = Math.min(version.length, medium.length - at);
        if (length > 0) System.arraycopy(version, 0, medium, at, length);
      }
      content.medium = medium;
      content.dirty.clear();
      content.sizes.clear();
    }

    @Override
    public void truncate(long size) throws IOException {
      call("truncate");
      if (size >= content.cache.length) return;
      content.cache = Arrays.copyOf(content.cache, (int) size);
      content.sizes.add((int) size);
    }

    @Override
    public void close() {}
  }
}
