package io.dunlin.hal.jpeg;

import io.dunlin.hal.Position;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a camera wrote about a shot.
 *
 * @param taken DateTimeOriginal, in the camera's own unnamed zone
 * @param offset OffsetTimeOriginal, which few cameras write
 * @param gpsUtcMillis GPSDateStamp and GPSTimeStamp, already UTC
 */
public record Exif(
    Optional<Position> position,
    Optional<LocalDateTime> taken,
    Optional<ZoneOffset> offset,
    OptionalLong gpsUtcMillis) {
  public static final Exif NONE =
      new Exif(Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());

  /**
   * When the photo was taken, if that can be said: local time with its offset, else the receiver's
   * time, else local time with the offset that the operator knows the camera's clock to have.
   */
  public OptionalLong utcMillis(Optional<ZoneOffset> cameraOffset) {
    if (taken.isPresent() && offset.isPresent()) {
      return OptionalLong.of(taken.get().toInstant(offset.get()).toEpochMilli());
    }
    if (gpsUtcMillis.isPresent() || taken.isEmpty() || cameraOffset.isEmpty()) {
      return gpsUtcMillis;
    }
    return OptionalLong.of(taken.get().toInstant(cameraOffset.get()).toEpochMilli());
  }
}
