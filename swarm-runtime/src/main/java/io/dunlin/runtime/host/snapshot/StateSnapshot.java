package io.dunlin.runtime.host.snapshot;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.map.Document;
import io.dunlin.crdt.map.DocumentImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The document of SwarmState in a file.
 *
 * <pre>
 * file: | "DLNS" u32 | version u32 = 1 | crc32c of the rest u32 | Kryo: DocumentImage |
 * </pre>
 *
 * <p>Written to a file beside it and renamed, so that a reader finds a whole one; not forced to the
 * medium, as a damaged one costs nothing but time. At most {@value #BYTES_MAX} bytes are read or
 * written. May be used from any thread, by one at a time.
 */
public final class StateSnapshot {
  static final int BYTES_MAX = 64 << 20;
  private static final int MAGIC = 0x444c4e53;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 12;
  private static final int IMAGE_ID = 16;

  private final Path file;

  public StateSnapshot(Path file) {
    this.file = file;
  }

  /**
   * The document as last saved, if there is a whole copy of it that holds no more than the journal.
   *
   * @param journaled what the journal holds: a copy that knows more comes from another disk or
   *     another time
   */
  public Optional<Document> load(Knowledge journaled) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) return Optional.empty();
      DocumentImage image = read(Files.readAllBytes(file));
      if (!journaled.containsAll(image.seen())) return Optional.empty();
      return Optional.of(new Document(image));
    } catch (IOException | KryoException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static DocumentImage read(byte[] bytes) throws IOException {
    if (bytes.length < HEADER_BYTES) throw new IOException("too short");
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, HEADER_BYTES);
    if (header.getInt() != MAGIC || header.getInt() != VERSION) throw new IOException("unknown");
    if (header.getInt() != check(bytes)) throw new IOException("damaged");
    var input = new Input(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    return kryo().readObject(input, DocumentImage.class);
  }

  /** Saves it in the place of what was saved before; an image too large is not saved. */
  public void save(DocumentImage image) throws IOException {
    var output = new Output(64 * 1024, BYTES_MAX);
    output.writeBytes(new byte[HEADER_BYTES]);
    try {
      kryo().writeObject(output, image);
    } catch (KryoException e) {
      throw new IOException("the state has no room in " + BYTES_MAX + " bytes", e);
    }
    byte[] bytes = output.toBytes();
    ByteBuffer.wrap(bytes).putInt(MAGIC).putInt(VERSION).putInt(check(bytes));
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.write(beside, bytes);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int check(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    return (int) crc.getValue();
  }

  private static Kryo kryo() {
    var kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    kryo.register(DocumentImage.class, new ImageSerializer(), IMAGE_ID);
    return kryo;
  }
}
