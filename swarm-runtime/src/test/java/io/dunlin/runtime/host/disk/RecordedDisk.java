package io.dunlin.runtime.host.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * An ext4 on a block device that writes down every write and flush it is asked for: nbdkit with a
 * plugin of ours, as a file by nbdfuse, as a block device by a loop. From what was written down the
 * disk as a power cut leaves it is made: what was flushed, and any sectors of what was not.
 */
final class RecordedDisk implements AutoCloseable {
  private static final int SIZE = 32 << 20;
  private static final int SECTOR = 512;
  private static final int SUPERBLOCK = 1_024;
  private static final int SUPERBLOCK_BYTES = 1_024;
  private static final long PATIENCE_SECONDS = 30;

  private final Path directory;
  private final Path disk;
  private final Path trace;
  private final Process server;
  private final Path mount;
  private String loop = "";
  private boolean open = true;

  private RecordedDisk(Path directory, Process server) {
    this.directory = directory;
    this.server = server;
    disk = directory.resolve("disk");
    trace = directory.resolve("trace");
    mount = directory.resolve("mount");
  }

  /** What of the rig this machine has not got; empty when it has all. */
  static List<String> missing() throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    for (String program : List.of("nbdkit", "nbdfuse", "losetup", "mkfs.ext4", "mount", "umount")) {
      if (status("sh", "-c", "command -v " + program) != 0) missing.add("program " + program);
    }
    for (String device : List.of("/dev/fuse", "/dev/loop-control")) {
      if (!Files.exists(Path.of(device))) missing.add("device " + device);
    }
    if (missing.isEmpty() && status("nbdkit", "python", "--dump-plugin") != 0) {
      missing.add("nbdkit-plugin-python");
    }
    if (status("sh", "-c", "test $(id -u) = 0") != 0) missing.add("the right to mount (root)");
    return missing;
  }

  static RecordedDisk make(Path directory) throws IOException, InterruptedException {
    Path plugin = directory.resolve("recording_disk.py");
    try (InputStream from = RecordedDisk.class.getResourceAsStream("recording_disk.py")) {
      assertThat(from).isNotNull();
      Files.copy(from, plugin);
    }
    Path disk = Files.createFile(directory.resolve("disk"));
    Files.createDirectory(directory.resolve("mount"));
    Process server =
        new ProcessBuilder(
                "nbdfuse",
                disk.toString(),
                "--command",
                "nbdkit",
                "-s",
                "--exit-with-parent",
                "python",
                plugin.toString(),
                "size=" + SIZE,
                "trace=" + directory.resolve("trace"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nbdfuse.out").toFile())
            .start();
    var made = new RecordedDisk(directory, server);
    try {
      made.begin();
      return made;
    } catch (IOException | InterruptedException | AssertionError e) {
      made.close();
      throw e;
    }
  }

  private void begin() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (Files.size(disk) != SIZE) {
      assertThat(server.isAlive() && System.nanoTime() < end).as("nbdfuse serves").isTrue();
      Thread.sleep(20);
    }
    loop = run("losetup", "-f", "--show", disk.toString());
    run("mkfs.ext4", "-q", loop);
    run("mount", loop, mount.toString());
  }

  /** Where files can be put, until {@link #end}. */
  Path mount() {
    return mount;
  }

  /** Bytes written down so far: what is acknowledged now was flushed before this place. */
  long written() throws IOException {
    return Files.size(trace);
  }

  /** Ends the disk; what was written down stays. */
  void end() throws IOException, InterruptedException {
    if (!open) return;
    open = false;
    run("umount", mount.toString());
    run("losetup", "-d", loop);
    run("umount", disk.toString());
    assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** What is done with a disk after a cut; its files are under the path. */
  interface After {
    void check(Path files) throws IOException;
  }

  /** Cuts the power at the last write or flush that ended at or before a place. */
  void cut(long at, SplittableRandom random, After after) throws IOException, InterruptedException {
    Path image = directory.resolve("cut");
    Files.write(image, imageAt(at, random));
    String device = run("losetup", "-f", "--show", image.toString());
    try {
      run("mount", device, mount.toString());
      try {
        after.check(mount);
      } finally {
        run("umount", mount.toString());
      }
    } finally {
      run("losetup", "-d", device);
    }
  }

  private record Write(int offset, int from, int length) {}

  private byte[] imageAt(long at, SplittableRandom random) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(trace));
    byte[] image = new byte[SIZE];
    List<Write> unflushed = new ArrayList<>();
    while (all.hasRemaining()) {
      if (all.get() == 'F') {
        if (all.position() > at) break;
        for (Write write : unflushed) copy(all, write, image, 0, write.length());
        unflushed.clear();
        continue;
      }
      Write write = new Write((int) all.getLong(), 0, all.getInt());
      write = new Write(write.offset(), all.position(), write.length());
      all.position(write.from() + write.length());
      if (all.position() > at) break;
      unflushed.add(write);
    }
    // Sometimes nothing of it got through, sometimes all; mostly some sectors, in any order.
    int percent = List.of(0, 50, 90, 100).get(random.nextInt(4));
    for (Write write : unflushed) {
      for (int i = 0, length; i < write.length(); i += length) {
        length = Math.min(wholeBytes(write.offset() + i), write.length() - i);
        if (random.nextInt(100) < percent) copy(all, write, image, i, length);
      }
    }
    return image;
  }

  /**
   * What a disk writes whole from here on. A sector; but ext4 writes its superblock of two in place
   * under one check, relies on a disk that does not tear it, and is not mounted if one did.
   */
  private static int wholeBytes(int offset) {
    boolean superblock = offset >= SUPERBLOCK && offset < SUPERBLOCK + SUPERBLOCK_BYTES;
    return superblock ? SUPERBLOCK + SUPERBLOCK_BYTES - offset : SECTOR;
  }

  @SuppressWarnings("ByteBufferBackingArray") // wrapped by ourselves, from 0
  private static void copy(ByteBuffer all, Write write, byte[] image, int from, int length) {
    System.arraycopy(all.array(), write.from() + from, image, write.offset() + from, length);
  }

  @Override
  public void close() throws IOException {
    try {
      if (open) letGo();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.destroy();
  }

  private void letGo() throws IOException, InterruptedException {
    open = false;
    status("umount", mount.toString());
    if (!loop.isEmpty()) status("losetup", "-d", loop);
    status("umount", disk.toString());
  }

  private static int status(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), out).isZero();
    return out.strip();
  }
}
