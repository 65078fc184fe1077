package io.dunlin.runtime.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a POSIX ustar archive (IEEE 1003.1-1990) of plain files, the same bytes for the same
 * content: mode 0644, owner 0, time 0. Each entry is a 512-byte header and the content padded to
 * 512 bytes; two empty blocks end it.
 *
 * <pre>
 * | name 100 | mode 8 | uid 8 | gid 8 | size 12 | mtime 12 | checksum 8 | type 1 | link 100 |
 * | "ustar\\0" 6 | "00" 2 | owner 32 | group 32 | device 8+8 | prefix 155 | pad 12 |
 * </pre>
 */
final class TarWriter implements AutoCloseable {
  private static final int BLOCK = 512;

  /** 8 GiB less one, the largest size eleven octal digits hold. */
  private static final long SIZE_MAX = 0_77777777777L;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Bytes an entry of this size takes. */
  static long entryBytes(long size) {
    return BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** Bytes of the end mark. */
  static long endBytes() {
    return 2L * BLOCK;
  }

  void add(String name, byte[] content) throws IOException {
    header(name, content.length);
    out.write(content);
    pad(content.length);
  }

  /**
   * Copies exactly {@code size} bytes.
   *
   * @throws IOException when the stream holds fewer or more
   */
  void add(String name, long size, InputStream content) throws IOException {
    header(name, size);
    long copied = content.transferTo(out);
    if (copied != size) throw new IOException(name + " has " + copied + " bytes, not " + size);
    pad(size);
  }

  private void header(String name, long size) throws IOException {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    if (ascii.length == 0 || ascii.length > 100) throw new IOException("entry name " + name);
    if (size < 0 || size > SIZE_MAX) throw new IOException("entry of " + size + " bytes");
    byte[] header = new byte[BLOCK];
    System.arraycopy(ascii, 0, header, 0, ascii.length);
    octal(header, 100, 8, 0_644);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, 124, 12, size);
    octal(header, 136, 12, 0);
    text(header, 148, "        ");
    header[156] = '0';
    text(header, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte each : header) sum += each & 0xff;
    text(header, 148, String.format("%06o\0 ", sum));
    out.write(header);
  }

  private static void octal(byte[] header, int at, int length, long value) {
    text(header, at, String.format("%0" + (length - 1) + "o", value));
  }

  private static void text(byte[] header, int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, at, ascii.length);
  }

  private void pad(long size) throws IOException {
    int over = (int) (size % BLOCK);
    if (over > 0) out.write(new byte[BLOCK - over]);
  }

  /** Writes the end mark and closes the stream. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
