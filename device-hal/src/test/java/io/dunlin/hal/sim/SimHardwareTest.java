package io.dunlin.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareSpec;
import io.dunlin.hal.Photo;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Sample;
import io.dunlin.hal.Sensor;
import io.dunlin.hal.contract.BatteryContract;
import io.dunlin.hal.contract.CameraContract;
import io.dunlin.hal.contract.LidarContract;
import io.dunlin.hal.contract.PositionContract;
import io.dunlin.hal.contract.RadioContract;
import io.dunlin.hal.contract.SensorContract;
import io.dunlin.hal.jpeg.Exif;
import io.dunlin.hal.jpeg.Jpeg;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimHardwareTest
    implements SensorContract,
        CameraContract,
        LidarContract,
        BatteryContract,
        PositionContract,
        RadioContract {
  private final ManualClock clock = new ManualClock();

  @Override
  public Hardware open() throws Exception {
    return SimHardware.open(HardwareSpec.of(Map.of("seed", "7")), clock);
  }

  @Override
  public void pause() {
    clock.advance(Duration.ofMillis(250));
  }

  private static List<Reading<Sample>> run(long seed) throws Exception {
    ManualClock clock = new ManualClock();
    Map<String, String> settings = Map.of("seed", Long.toString(seed), "silencePercent", "20");
    List<Reading<Sample>> readings = new ArrayList<>();
    try (Hardware hardware = SimHardware.open(HardwareSpec.of(settings), clock)) {
      for (int i = 0; i < 100; i++) {
        hardware.sensors().stream().map(Sensor::sample).forEach(readings::add);
        clock.advance(Duration.ofMillis(731));
      }
    }
    return readings;
  }

  @Property(tries = 20)
  void aSeedIsARun(@ForAll long seed) throws Exception {
    assertThat(run(seed)).isEqualTo(run(seed)).isNotEqualTo(run(seed + 1));
  }

  @Test
  void silenceIsMissingAsOftenAsSet() throws Exception {
    long missing = run(3).stream().filter(r -> r instanceof Reading.Missing).count();
    assertThat(missing).isBetween(15L, 65L); // of 200 readings of receiver and radio
  }

  @Test
  void aReadingDependsOnTimeAloneNotOnReadsBefore() throws Exception {
    try (Hardware once = open();
        Hardware often = open()) {
      for (int i = 0; i < 10; i++) {
        often.sensors().forEach(Sensor::sample);
        pause();
      }
      assertThat(once.sensors().stream().map(Sensor::sample).toList())
          .isEqualTo(often.sensors().stream().map(Sensor::sample).toList());
    }
  }

  @Test
  void anEmptyBatteryStaysEmpty() throws Exception {
    try (Hardware hardware = open()) {
      clock.advance(Duration.ofDays(400));
      assertThat(hardware.battery().orElseThrow().leftMilliJoules().value()).contains(0L);
    }
  }

  @Property(tries = 30)
  void photosOpenInAnotherDecoderAndHaveTheSizeAsked(
      @ForAll long seed, @ForAll @IntRange(min = 8, max = 400) int kilobytes) throws Exception {
    byte[] file =
        JpegPainter.paint(
            kilobytes * 1024, new SplittableRandom(seed), Optional.empty(), OptionalLong.empty());
    assertThat(file.length).isBetween(kilobytes * 1024 - 8, kilobytes * 1024);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(image.getWidth()).isGreaterThan(64);
    assertThat(Jpeg.read(file)).isEqualTo(Exif.NONE);
  }

  @Test
  void aPhotoCarriesItsPlaceAndTime() throws Exception {
    clock.setUtcMillis(1_763_876_543_000L);
    try (Hardware hardware = open()) {
      Photo photo = hardware.camera().orElseThrow().take().value().orElseThrow();
      Exif exif = Jpeg.read(photo.content());
      assertThat(photo.utcMillis()).hasValue(1_763_876_543_000L);
      assertThat(exif.utcMillis(Optional.empty())).isEqualTo(photo.utcMillis());
      assertThat(exif.position().orElseThrow().latitudeE7())
          .isEqualTo(photo.position().orElseThrow().latitudeE7());
      assertThat(exif.position().orElseThrow().altitudeMm())
          .isEqualTo(photo.position().orElseThrow().altitudeMm());
    }
  }
}
