package io.dunlin.runtime.journal;

import java.io.IOException;
import java.util.List;

/**
 * One flat directory of files on a disk that may lose what was not forced. Names are 1 to 80 of
 * {@code [a-z0-9.-]}; there are no directories below. What a power cut may take away: every byte
 * written since the file's last {@link DiskFile#force}, in any part and order, torn at sectors of
 * 512 B; every create, rename and delete since the last {@link #forceDirectory}. Safe for use by
 * several threads, apart from one file that two of them write.
 *
 * <p>Every method throws {@link DiskFullException} where space is what is missing, any other {@link
 * IOException} where the disk fails.
 */
public interface Disk {
  /** Longest name of a file. */
  int NAME_CHARS_MAX = 80;

  /** The names of all files, sorted. */
  List<String> list() throws IOException;

  /** Opens a file that exists, for reading and writing. */
  DiskFile open(String name) throws IOException;

  /**
   * Makes a file that must not exist, {@code bytes} zeros long and with the space for them taken,
   * so that writes inside cannot fail for space. On a failure nothing is left behind.
   */
  DiskFile create(String name, long bytes) throws IOException;

  /**
   * Renames; a file of the new name is replaced in one step. Last until {@link #forceDirectory}.
   */
  void rename(String from, String to) throws IOException;

  /** Deletes; one that is absent is no error. */
  void delete(String name) throws IOException;

  /** Returns when every create, rename and delete so far will outlive a power cut. */
  void forceDirectory() throws IOException;

  /** Bytes this process may still take; an estimate, other processes write too. */
  long freeBytes() throws IOException;
}
