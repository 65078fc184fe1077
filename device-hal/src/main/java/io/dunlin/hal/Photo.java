package io.dunlin.hal;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One picture as the camera coded it. The array is handed over, not copied: a photo may be a good
 * part of a device's heap, so keep one at a time and do not write to it.
 *
 * @param content 1 byte to {@value #BYTES_MAX} bytes
 * @param contentType such as {@code image/jpeg}
 * @param position where it was taken, if the camera wrote it down
 * @param utcMillis when it was taken, if the camera wrote it down
 */
@SuppressWarnings("ArrayRecordComponent") // copying megabytes for value equality serves nobody
public record Photo(
    byte[] content, String contentType, Optional<Position> position, OptionalLong utcMillis) {
  /** 16 MiB. */
  public static final int BYTES_MAX = 16 << 20;

  public Photo {
    if (content.length == 0 || content.length > BYTES_MAX) {
      throw new IllegalArgumentException("photo of " + content.length + " bytes");
    }
  }
}
