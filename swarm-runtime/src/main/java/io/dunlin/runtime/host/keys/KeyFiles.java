package io.dunlin.runtime.host.keys;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.dunlin.runtime.trust.BadKeyException;
import io.dunlin.runtime.trust.DeviceKey;
import io.dunlin.runtime.trust.SwarmKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;

/**
 * Reads and makes key files. A file holds one key in Base64 of its standard encoding, mode 0600; a
 * file that is there is never overwritten.
 */
public final class KeyFiles {
  private static final int KEY_BYTES_MAX = 1024;

  private KeyFiles() {}

  /** The device's key, made at its first start in {@code data}. */
  public static DeviceKey device(Path data) throws IOException, BadKeyException {
    Path privateFile = data.resolve("device.key");
    Path publicFile = data.resolve("device.pub");
    if (!Files.exists(privateFile)) {
      DeviceKey made = DeviceKey.generate();
      write(publicFile, made.publicKey());
      write(privateFile, made.privateKey());
      return made;
    }
    return DeviceKey.of(read(publicFile), read(privateFile));
  }

  /** A new swarm's key pair in {@code directory}: {@code swarm.key} and {@code swarm.pub}. */
  public static SwarmKey makeSwarm(Path directory) throws IOException {
    SwarmKey made = SwarmKey.generate();
    write(directory.resolve("swarm.pub"), made.publicBytes());
    write(directory.resolve("swarm.key"), made.privateBytes());
    return made;
  }

  public static SwarmKey swarm(Path directory) throws IOException, BadKeyException {
    return SwarmKey.of(read(directory.resolve("swarm.key")), read(directory.resolve("swarm.pub")));
  }

  public static byte[] read(Path file) throws IOException {
    if (Files.size(file) > KEY_BYTES_MAX) throw new IOException(file + " is too large for a key");
    try {
      return Base64.getDecoder().decode(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not a key in Base64", e);
    }
  }

  private static void write(Path file, byte[] key) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE), owner)) {
      var bytes = ByteBuffer.wrap(Base64.getEncoder().encode(key));
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(true);
    }
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the data directory cannot rename atomically: " + file, e);
    }
  }
}
