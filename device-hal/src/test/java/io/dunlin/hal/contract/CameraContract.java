package io.dunlin.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Camera;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.Photo;
import io.dunlin.hal.jpeg.Jpeg;
import org.junit.jupiter.api.Test;

/** A camera gives whole JPEG files within the bound, more than once. */
public interface CameraContract extends HardwareContract {
  @Test
  default void photosAreWhole() throws Exception {
    try (Hardware hardware = open()) {
      Camera camera = hardware.camera().orElseThrow();
      for (int i = 0; i < 5; i++) {
        Photo photo = camera.take().value().orElseThrow();
        assertThat(photo.contentType()).isEqualTo("image/jpeg");
        assertThat(photo.content()).hasSizeBetween(1, Photo.BYTES_MAX);
        Jpeg.read(photo.content());
        pause();
      }
    }
  }
}
