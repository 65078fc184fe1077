package io.dunlin.runtime.exec;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of one attempt: {@code in/} with the inputs, read-only; {@code out/} for the
 * outputs; {@code tmp/}. It is also the program's working directory and home, and goes with it.
 */
final class Workspace implements AutoCloseable {
  private final Path root;

  private Workspace(Path root) {
    this.root = root;
  }

  static Workspace create(Path parent) throws IOException {
    Files.createDirectories(parent);
    Path root = Files.createTempDirectory(parent, "run-").toAbsolutePath();
    for (String name : new String[] {"in", "out", "tmp"}) Files.createDirectory(root.resolve(name));
    return new Workspace(root);
  }

  /** Deletes what an earlier process left. */
  static void clear(Path parent) throws IOException {
    if (!Files.isDirectory(parent, NOFOLLOW_LINKS)) return;
    try (var left = Files.newDirectoryStream(parent, "run-*")) {
      for (Path each : left) delete(each);
    }
  }

  Path root() {
    return root;
  }

  /** A copy, so that the program cannot reach the blob store through it. */
  void addInput(String name, InputStream content) throws IOException {
    Path file = root.resolve("in").resolve(name);
    Files.copy(content, file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
  }

  void sealInputs() throws IOException {
    Files.setPosixFilePermissions(root.resolve("in"), PosixFilePermissions.fromString("r-xr-xr-x"));
  }

  /**
   * An output file; neither it nor {@code out/} may be a link, so nothing outside can be taken for
   * one.
   *
   * @throws IOException saying what is there instead of a regular file
   */
  Path output(String name) throws IOException {
    Path out = root.resolve("out");
    if (!Files.isDirectory(out, NOFOLLOW_LINKS)) throw new IOException("out/ is gone");
    Path file = out.resolve(name);
    if (!Files.exists(file, NOFOLLOW_LINKS)) throw new IOException("out/" + name + " is missing");
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      throw new IOException("out/" + name + " is not a regular file");
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    delete(root);
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, NOFOLLOW_LINKS)) return;
    Files.walkFileTree(tree, new Deletion());
  }

  /** Deletes bottom up, links themselves and not what they point to. */
  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
        throws IOException {
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path dir, @org.jspecify.annotations.Nullable IOException error) throws IOException {
      if (error != null) throw error;
      Files.delete(dir);
      return FileVisitResult.CONTINUE;
    }
  }
}
