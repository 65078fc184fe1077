package io.dunlin.hal.sim;

import io.dunlin.hal.Camera;
import io.dunlin.hal.Photo;
import io.dunlin.hal.Position;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.jpeg.Jpeg;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes grey, grainy photos of hills, with place and time in their EXIF. */
final class SimCamera implements Camera {
  private final SimTime time;
  private final SimGps place;
  private final Noise noise;
  private final int photoBytes;

  SimCamera(long seed, SimTime time, SimGps place, int photoBytes) {
    this.time = time;
    this.place = place;
    this.noise = new Noise(seed, "camera");
    this.photoBytes = photoBytes;
  }

  @Override
  public Reading<Photo> take() {
    if (time.isClosed()) {
      return Reading.missing(Reason.Cause.CLOSED, "simulated camera is closed");
    }
    Optional<Position> position = Optional.of(place.positionAt(time.seconds()));
    OptionalLong utcMillis = time.utcMillis();
    byte[] content = JpegPainter.paint(photoBytes, noise.at(time.nanos()), position, utcMillis);
    return Reading.of(new Photo(content, Jpeg.CONTENT_TYPE, position, utcMillis));
  }
}
