package io.dunlin.hal.sim;

import io.dunlin.hal.Position;
import io.dunlin.hal.jpeg.ExifWriter;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Writes a baseline grey JPEG (ITU-T T.81) without pixels: it draws the coefficients of each 8 by 8
 * block, a smooth ground for the mean and grain above it. Any viewer opens it, and it compresses no
 * better than a real photo.
 *
 * <p>Its Huffman tables are flat, so a code is the index of its symbol: 4 bits for the twelve sizes
 * of a mean, 3 bits for the end of a block and four sizes of grain.
 */
final class JpegPainter {
  /** Below this the head leaves no room for a picture. */
  static final int BYTES_MIN = 8 << 10;

  private static final int GRAINS = 16;
  private static final int COMMENT_BYTES_MAX = 65_533;

  /** A little more than 16 grains take; comments fill what is left of the wanted size. */
  private static final double BYTES_PER_BLOCK = 15.5;

  private static final int HEAD_BYTES_MAX = 1024;
  private final SplittableRandom random;
  private final int width;
  private final int height;

  private JpegPainter(int bytes, SplittableRandom random) {
    this.random = random;
    double blocks = (bytes - HEAD_BYTES_MAX) / BYTES_PER_BLOCK;
    this.width = (int) Math.sqrt(blocks * 4 / 3);
    this.height = (int) (blocks / width);
  }

  /** A photo of {@code bytes} bytes, at least {@value #BYTES_MIN}. */
  static byte[] paint(
      int bytes, SplittableRandom random, Optional<Position> position, OptionalLong utcMillis) {
    JpegPainter painter = new JpegPainter(bytes, random);
    byte[] picture = painter.picture(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
    painter.head(out, ExifWriter.body(position, utcMillis));
    painter.comments(out, bytes - picture.length - 2);
    out.writeBytes(picture);
    marker(out, 0xD9);
    return out.toByteArray();
  }

  private void head(ByteArrayOutputStream out, byte[] exif) {
    marker(out, 0xD8);
    segment(out, 0xE1, exif);
    byte[] quantizer = new byte[65];
    for (int i = 1; i <= 64; i++) {
      quantizer[i] = (byte) (6 + i / 4);
    }
    segment(out, 0xDB, quantizer);
    int w = width * 8;
    int h = height * 8;
    segment(out, 0xC0, bytes(8, h >> 8, h, w >> 8, w, 1, 1, 0x11, 0));
    segment(out, 0xC4, huffman(0x00, 4, 12));
    segment(out, 0xC4, huffman(0x10, 3, 5));
  }

  /** The scan header and all blocks. */
  private byte[] picture(int expectedBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(expectedBytes);
    segment(out, 0xDA, bytes(1, 1, 0x00, 0, 63, 0));
    EntropyBits bits = new EntropyBits(expectedBytes);
    Noise ground = new Noise(random.nextLong(), "ground");
    int before = 0;
    for (int y = 0; y < height; y++) {
      double row = ground.smooth(1e6 + y / 7.0);
      for (int x = 0; x < width; x++) {
        int mean = (int) Math.round((ground.smooth(x / 9.0) + row) * 40);
        number(bits, mean - before, 4);
        before = mean;
        for (int i = 0; i < GRAINS; i++) {
          int grain = random.nextInt(1, 8);
          number(bits, random.nextBoolean() ? grain : -grain, 3);
        }
        bits.put(0, 3);
      }
    }
    out.writeBytes(bits.toBytes());
    return out.toByteArray();
  }

  /** Its size as a code, then its magnitude; negative ones count up from zero (F.1.2.1). */
  private static void number(EntropyBits bits, int value, int codeBits) {
    int size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    bits.put(size, codeBits);
    bits.put(value < 0 ? value + (1 << size) - 1 : value, size);
  }

  /** Fills up to {@code size}; a rest too small for a comment stays missing. */
  private void comments(ByteArrayOutputStream out, int size) {
    while (size - out.size() > 4) {
      byte[] filler = new byte[Math.min(COMMENT_BYTES_MAX, size - out.size() - 4)];
      random.nextBytes(filler);
      segment(out, 0xFE, filler);
    }
  }

  private static byte[] huffman(int table, int codeBits, int symbols) {
    byte[] body = new byte[17 + symbols];
    body[0] = (byte) table;
    body[codeBits] = (byte) symbols;
    for (int i = 0; i < symbols; i++) {
      body[17 + i] = (byte) i;
    }
    return body;
  }

  private static void marker(ByteArrayOutputStream out, int marker) {
    out.write(0xFF);
    out.write(marker);
  }

  private static void segment(ByteArrayOutputStream out, int marker, byte[] body) {
    int length = 2 + body.length;
    marker(out, marker);
    out.write(length >> 8);
    out.write(length);
    out.writeBytes(body);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
