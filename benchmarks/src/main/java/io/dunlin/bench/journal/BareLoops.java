package io.dunlin.bench.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/** The least that a journal could do: no index, no numbers, no recovery, one thread. */
final class BareLoops {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int AHEAD_BYTES = 16 << 20;

  private BareLoops() {}

  /**
   * Writes groups of frames into a file whose space is taken, with fdatasync after each.
   *
   * @return entries per second
   */
  static double durable(Path directory, int group, long nanos) throws IOException {
    try (FileChannel file = create(directory.resolve("bare"))) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(AHEAD_BYTES);
      file.write(zeros, 0);
      file.force(false);
      ByteBuffer bytes = ByteBuffer.allocateDirect(group * Samples.FRAME_BYTES);
      long entries = 0;
      long at = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < nanos) {
        if (at + bytes.capacity() > AHEAD_BYTES) at = 0;
        file.write(bytes.clear(), at);
        file.force(false);
        at += bytes.capacity();
        entries += group;
      }
      return entries / ((System.nanoTime() - start) / 1e9);
    }
  }

  /**
   * Frames, sums and writes the same bytes as the journal does.
   *
   * @return entries per second
   */
  static double append(Path directory, int entries) throws IOException {
    byte[] body = Samples.body();
    var crc = new CRC32C();
    try (FileChannel file = create(directory.resolve("bare"))) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      long start = System.nanoTime();
      for (int i = 1; i <= entries; i++) {
        if (buffer.remaining() < Samples.FRAME_BYTES) flush(buffer, file);
        int at = buffer.position();
        buffer.putLong(0).put((byte) 1).put((byte) 2).put((byte) 1);
        buffer.putLong(Samples.DEVICE.high()).putLong(Samples.DEVICE.low()).putLong(1);
        buffer.putLong(i).putLong(i).put(body);
        int length = Samples.FRAME_BYTES - 8;
        crc.reset();
        crc.update(buffer.array(), at + 8, length);
        buffer.putInt(at, length).putInt(at + 4, (int) crc.getValue());
      }
      flush(buffer, file);
      return entries / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void flush(ByteBuffer buffer, FileChannel file) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) file.write(buffer);
    buffer.clear();
  }

  /**
   * Reads the segments of a journal and sums each buffer.
   *
   * @return bytes per second
   */
  static double read(Path directory, int passes) throws IOException {
    List<Path> segments;
    try (var files = Files.list(directory)) {
      segments = files.filter(f -> f.toString().endsWith(".log")).sorted().toList();
    }
    var crc = new CRC32C();
    long bytes = 0;
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long start = System.nanoTime();
    for (int i = 0; i < passes; i++) {
      for (Path segment : segments) bytes += readAll(segment, buffer, crc);
    }
    double perSecond = bytes / ((System.nanoTime() - start) / 1e9);
    if (crc.getValue() == 0) throw new IOException("an empty journal");
    return perSecond;
  }

  @SuppressWarnings("ByteBufferBackingArray") // allocated by ourselves, from 0
  private static long readAll(Path segment, ByteBuffer buffer, CRC32C crc) throws IOException {
    long bytes = 0;
    try (FileChannel file = FileChannel.open(segment, StandardOpenOption.READ)) {
      while (file.read(buffer.clear()) > 0) {
        crc.update(buffer.array(), 0, buffer.position());
        bytes += buffer.position();
      }
    }
    return bytes;
  }

  private static FileChannel create(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
