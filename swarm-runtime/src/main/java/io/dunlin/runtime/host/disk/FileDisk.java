package io.dunlin.runtime.host.disk;

import io.dunlin.runtime.journal.Disk;
import io.dunlin.runtime.journal.DiskFile;
import io.dunlin.runtime.journal.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A directory of a real file system, read and written positionally, never mapped: a mapping counts
 * as resident memory and turns an I/O error into a signal.
 */
public final class FileDisk implements Disk {
  private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1," + NAME_CHARS_MAX + "}");
  private static final int ZEROS_BYTES = 64 * 1024;

  private final Path directory;
  private final StandardOpenOption[] mode;
  private volatile @Nullable FileStore store;

  /**
   * Makes the directory when it is absent; its parent must be there.
   *
   * @throws IOException when it cannot be made, read or written to
   */
  public FileDisk(Path directory) throws IOException {
    this(directory, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!Files.isDirectory(directory)) Files.createDirectory(directory);
    if (!Files.isReadable(directory) || !Files.isWritable(directory)) {
      throw new IOException("no permission to read and write " + directory);
    }
  }

  private FileDisk(Path directory, StandardOpenOption... mode) {
    this.directory = directory;
    this.mode = mode;
  }

  /** A directory to be read only, perhaps on a medium that cannot be written to. */
  public static FileDisk readOnly(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) throw new IOException("no such directory: " + directory);
    if (!Files.isReadable(directory)) throw new IOException("no permission to read " + directory);
    return new FileDisk(directory, StandardOpenOption.READ);
  }

  @Override
  public List<String> list() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, Files::isRegularFile)) {
      for (Path path : all) {
        String name = path.getFileName().toString();
        if (NAME.matcher(name).matches()) names.add(name);
      }
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new OpenFile(FileChannel.open(path(name), mode));
  }

  @Override
  public DiskFile create(String name, long bytes) throws IOException {
    Path path = path(name);
    try {
      OpenFile file =
          new OpenFile(
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE));
      try {
        fill(file, bytes);
        return file;
      } catch (IOException e) {
        file.close();
        Files.deleteIfExists(path);
        throw e;
      }
    } catch (IOException e) {
      throw named(e);
    }
  }

  private static void fill(OpenFile file, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(ZEROS_BYTES, bytes));
    for (long at = 0; at < bytes; at += zeros.limit()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
      file.writeFully(zeros, at);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    try {
      Files.move(
          path(from),
          path(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  @Override
  public void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public long freeBytes() throws IOException {
    FileStore known = store;
    if (known == null) {
      // Finding it reads the table of mounts; asking it is one call.
      known = Files.getFileStore(directory);
      store = known;
    }
    return known.getUsableSpace();
  }

  private Path path(String name) {
    if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("file name " + name);
    return directory.resolve(name);
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  /**
   * Tells a full disk from a broken one. The JDK has no exception of its own for either, only the
   * system's words (ENOSPC, EDQUOT, EFBIG).
   */
  private static IOException named(IOException e) {
    if (e instanceof DiskFullException
        || e instanceof NoSuchFileException
        || e instanceof FileAlreadyExistsException) {
      return e;
    }
    String words = String.valueOf(e.getMessage());
    boolean full =
        words.contains("No space left")
            || words.contains("quota exceeded")
            || words.contains("File too large");
    return full ? new DiskFullException(words, e) : e;
  }

  private record OpenFile(FileChannel channel) implements DiskFile {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return channel.read(into, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      try {
        return channel.write(from, position);
      } catch (IOException e) {
        throw named(e);
      }
    }

    @Override
    public void force() throws IOException {
      try {
        channel.force(false);
      } catch (IOException e) {
        throw named(e);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      try {
        channel.truncate(size);
      } catch (IOException e) {
        throw named(e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException _) {
        // Nothing that was acknowledged depends on it.
      }
    }
  }
}
