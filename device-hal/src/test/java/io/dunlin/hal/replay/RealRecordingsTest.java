package io.dunlin.hal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Fix;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.Photo;
import io.dunlin.hal.RadioFrame;
import io.dunlin.hal.Sensor;
import io.dunlin.hal.contract.CameraContract;
import io.dunlin.hal.contract.PositionContract;
import io.dunlin.hal.contract.RadioContract;
import io.dunlin.hal.contract.SensorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same contracts on what real devices recorded, and figures that other programs confirm. */
class RealRecordingsTest
    implements SensorContract, CameraContract, PositionContract, RadioContract {

  @Override
  public Hardware open() throws Exception {
    return Recordings.open(Recordings.real(), Recordings.ALL);
  }

  @Test
  void dronePhotosCarryThePlacesThatExiftoolReads() throws Exception {
    try (Hardware hardware =
        Recordings.open(Recordings.real(), "photos", "cameraOffset", "-05:00")) {
      Photo photo = hardware.camera().orElseThrow().take().value().orElseThrow();
      List<Fix> shots = new ArrayList<>();
      for (int i = 0; i < 7; i++) { // DJI_0018 to DJI_0024
        shots.add(hardware.position().orElseThrow().fix().value().orElseThrow());
      }
      Fix shot = shots.getLast();
      assertThat(photo.content()).hasSize(2_949_807);
      assertThat(photo.utcMillis()).isEqualTo(shot.utcMillis()).hasValue(1_466_717_563_000L);
      assertThat(photo.position()).contains(shot.position());
    }
  }

  @Test
  void cameraTrapPhotosTakeTimeAndPlaceFromThePackage() throws Exception {
    try (Hardware hardware = Recordings.open(Recordings.real(), "camtrap-dp")) {
      Photo photo = hardware.camera().orElseThrow().take().value().orElseThrow();
      assertThat(photo.content()).hasSize(297_822);
      assertThat(photo.utcMillis()).hasValue(1_618_170_189_000L); // 2021-04-11T20:43:09+01:00
      assertThat(photo.position().orElseThrow().latitudeE7()).isEqualTo(506_990_000);
      assertThat(photo.position().orElseThrow().accuracyMm()).hasValue(187_000);
    }
  }

  @Test
  void sigfoxFramesAreHeardAsOftenAsTheDataSetSays() throws Exception {
    try (Hardware hardware = Recordings.open(Recordings.real(), "sigfox", "loop", "false")) {
      int heard = 0;
      for (int i = 0; i < 1600; i++) {
        Optional<RadioFrame> frame = hardware.radio().orElseThrow().lastFrame().value();
        heard += frame.isPresent() ? 1 : 0;
      }
      assertThat(heard).isEqualTo(344 + 357 + 317 + 335);
      assertThat(hardware.radio().orElseThrow().lastFrame().toString()).contains("ENDED");
    }
  }

  @Test
  void movebankTracksPlayToTheirEnd() throws Exception {
    try (Hardware hardware = Recordings.open(Recordings.real(), "movebank", "loop", "false")) {
      long rows = rows(hardware.position().orElseThrow());
      assertThat(rows).isEqualTo(5_880); // as zcat, awk and uniq count the first animal's
    }
  }

  @Test
  void thePx4LogGivesItsSeriesWhole() throws Exception {
    try (Hardware hardware = Recordings.open(Recordings.real(), "px4-ulog", "loop", "false")) {
      assertThat(hardware.capabilities())
          .containsExactly("attitude", "cpu", "gps", "imu", "local-position", "power");
      List<Long> rows = new ArrayList<>();
      hardware.sensors().forEach(sensor -> rows.add(rows(sensor)));
      assertThat(rows).allMatch(count -> count > 0);
    }
  }

  private static long rows(Sensor sensor) {
    long rows = 0;
    String reading = sensor.sample().toString();
    while (!reading.contains("ENDED")) {
      assertThat(reading).doesNotContain("MALFORMED", "FAILED");
      rows++;
      reading = sensor.sample().toString();
    }
    return rows;
  }
}
