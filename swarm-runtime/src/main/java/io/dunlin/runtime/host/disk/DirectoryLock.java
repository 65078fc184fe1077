package io.dunlin.runtime.host.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process out of a data directory. The system gives the lock back when the process
 * dies, whatever of.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws IOException when another process has it, or the directory cannot be written to
   */
  public static DirectoryLock acquire(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) return new DirectoryLock(channel);
    } catch (OverlappingFileLockException _) {
      // Held by this very process: as bad as another one.
    }
    channel.close();
    throw new IOException(directory + " is in use by another process");
  }

  /** Gives the lock back; never throws. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The end of the process gives it back.
    }
  }
}
