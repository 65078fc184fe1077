package io.dunlin.hal.jpeg;

import io.dunlin.hal.MalformedDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The outline of a JPEG file: {@code SOI | segments | SOS, picture | … | EOI}. Cost: the segments
 * before the picture, and a search for the end that is one step long in a whole file.
 */
public final class Jpeg {
  public static final String CONTENT_TYPE = "image/jpeg";

  /** Cameras write fewer than thirty segments before the picture. */
  static final int SEGMENTS_MAX = 512;

  static final int MARKER = 0xFF;
  static final int SOI = 0xD8;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int APP1 = 0xE1;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private Jpeg() {}

  /**
   * Checks that the file is whole, and reads what the camera wrote about the shot. A file without
   * EXIF is whole and has none; EXIF that contradicts itself is an error.
   *
   * @throws MalformedDataException where the outline breaks, with the offset
   */
  public static Exif read(byte[] file) throws MalformedDataException {
    if (file.length < 4 || u8(file, 0) != MARKER || u8(file, 1) != SOI) {
      throw new MalformedDataException("not a JPEG: it does not start with FF D8");
    }
    Exif exif = Exif.NONE;
    int at = 2;
    for (int i = 0; i < SEGMENTS_MAX; i++) {
      int marker = markerAt(file, at);
      int length = lengthAt(file, at);
      if (marker == SOS) {
        requireEnd(file, at + 2 + length);
        return exif;
      }
      if (marker == APP1 && exif.equals(Exif.NONE) && startsWith(file, at + 4, length - 2, EXIF)) {
        int from = at + 4 + EXIF.length;
        int size = length - 2 - EXIF.length;
        exif = ExifReader.read(ByteBuffer.wrap(file, from, size).slice());
      }
      at += 2 + length;
    }
    throw new MalformedDataException("more than " + SEGMENTS_MAX + " segments before the picture");
  }

  private static int markerAt(byte[] file, int at) throws MalformedDataException {
    if (at + 4 > file.length) {
      throw new MalformedDataException("ends at byte " + file.length + ", before the picture");
    }
    int marker = u8(file, at + 1);
    if (u8(file, at) != MARKER || marker < 0xC0 || marker == EOI || marker == MARKER) {
      throw new MalformedDataException("no segment at byte " + at);
    }
    return marker;
  }

  private static int lengthAt(byte[] file, int at) throws MalformedDataException {
    int length = u8(file, at + 2) << 8 | u8(file, at + 3);
    if (length < 2 || at + 2 + length > file.length) {
      throw new MalformedDataException("segment at byte " + at + " goes beyond the end");
    }
    return length;
  }

  /** Within a picture FF is always followed by 00 or a restart, so FF D9 after SOS is its end. */
  private static void requireEnd(byte[] file, int pictureAt) throws MalformedDataException {
    for (int at = file.length - 2; at >= pictureAt; at--) {
      if (u8(file, at) == MARKER && u8(file, at + 1) == EOI) {
        return;
      }
    }
    throw new MalformedDataException("the picture is cut off: no end mark after byte " + pictureAt);
  }

  private static boolean startsWith(byte[] file, int at, int size, byte[] with) {
    return size >= with.length && Arrays.equals(file, at, at + with.length, with, 0, with.length);
  }

  private static int u8(byte[] file, int at) {
    return file[at] & 0xFF;
  }
}
