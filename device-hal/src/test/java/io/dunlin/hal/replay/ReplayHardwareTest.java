package io.dunlin.hal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.hal.Cell;
import io.dunlin.hal.Fix;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.Photo;
import io.dunlin.hal.PositionSensor;
import io.dunlin.hal.RadioFrame;
import io.dunlin.hal.RadioQuality;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.Sample;
import io.dunlin.hal.Sensor;
import io.dunlin.hal.contract.CameraContract;
import io.dunlin.hal.contract.PositionContract;
import io.dunlin.hal.contract.RadioContract;
import io.dunlin.hal.contract.SensorContract;
import io.dunlin.hal.sim.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayHardwareTest
    implements SensorContract, CameraContract, PositionContract, RadioContract {
  @TempDir Path folder;

  @BeforeEach
  void recordings() throws Exception {
    Recordings.write(folder);
  }

  @Override
  public Hardware open() throws Exception {
    return Recordings.open(folder, Recordings.ALL);
  }

  @Test
  void aMovebankTrackFollowsOneAnimal() throws Exception {
    try (Hardware hardware = Recordings.open(folder, "movebank")) {
      PositionSensor gps = hardware.position().orElseThrow();
      Fix first = gps.fix().value().orElseThrow();
      assertThat(first.position().latitudeE7()).isEqualTo(530_082_323);
      assertThat(first.position().longitudeE7()).isEqualTo(65_815_293);
      assertThat(first.position().altitudeMm()).isEqualTo(OptionalInt.of(5_000));
      assertThat(first.position().accuracyMm()).isEqualTo(OptionalInt.of(5_300));
      assertThat(first.utcMillis()).hasValue(1_525_877_945_000L);
      assertThat(gps.fix().value().orElseThrow().position().latitudeE7()).isEqualTo(530_076_842);
      assertThat(causeOf(gps.fix())).isEqualTo(Reason.Cause.NOT_READY);
      assertThat(gps.fix().value()).contains(first); // and again from the start
      Sensor temperature = hardware.sensor("temperature").orElseThrow();
      assertThat(temperature.sample().value()).contains(Sample.of(Cell.of(3600)));
      assertThat(temperature.sample().value()).contains(Sample.of(Cell.of(3670)));
    }
  }

  @Test
  void anotherAnimalCanBeChosen() throws Exception {
    try (Hardware hardware = Recordings.open(folder, "movebank", "individual", "another, bird")) {
      Fix fix = hardware.position().orElseThrow().fix().value().orElseThrow();
      assertThat(fix.position().latitudeE7()).isEqualTo(539_000_000);
    }
  }

  @Test
  void withoutLoopingARecordingEnds() throws Exception {
    try (Hardware hardware = Recordings.open(folder, "sigfox, camtrap-dp", "loop", "false")) {
      RadioQuality radio = hardware.radio().orElseThrow();
      assertThat(radio.lastFrame().value())
          .contains(new RadioFrame(-1190, 87, OptionalLong.of(1_479_990_324_000L)));
      assertThat(causeOf(radio.lastFrame())).isEqualTo(Reason.Cause.NOT_READY);
      assertThat(radio.lastFrame().value()).isPresent();
      assertThat(causeOf(radio.lastFrame())).isEqualTo(Reason.Cause.ENDED);
      assertThat(causeOf(radio.lastFrame())).isEqualTo(Reason.Cause.ENDED);
      hardware.camera().orElseThrow().take();
      hardware.camera().orElseThrow().take();
      assertThat(causeOf(hardware.camera().orElseThrow().take())).isEqualTo(Reason.Cause.ENDED);
    }
  }

  @Test
  void speedFollowsTheRecordingsOwnTime() throws Exception {
    ManualClock clock = new ManualClock();
    try (Hardware hardware = Recordings.open(clock, folder, "movebank", "speed", "60")) {
      PositionSensor gps = hardware.position().orElseThrow();
      assertThat(gps.fix().value()).isPresent();
      assertThat(causeOf(gps.fix())).isEqualTo(Reason.Cause.NOT_READY);
      clock.advance(Duration.ofSeconds(29)); // 29 recorded minutes, the next fix is at 29:53
      assertThat(causeOf(gps.fix())).isEqualTo(Reason.Cause.NOT_READY);
      clock.advance(Duration.ofSeconds(1));
      assertThat(gps.fix().value().orElseThrow().position().latitudeE7()).isEqualTo(530_076_842);
      clock.advance(Duration.ofHours(1));
      assertThat(causeOf(gps.fix())).isEqualTo(Reason.Cause.NOT_READY); // the row without a fix
      assertThat(causeOf(gps.fix())).isEqualTo(Reason.Cause.NOT_READY); // the end
      assertThat(gps.fix().value().orElseThrow().position().latitudeE7()).isEqualTo(530_082_323);
    }
  }

  @Test
  void aPx4LogGivesSeriesAndFixes() throws Exception {
    try (Hardware hardware = Recordings.open(folder, "px4-ulog")) {
      assertThat(hardware.capabilities()).containsExactly("attitude", "gps");
      assertThat(hardware.sensor("attitude").orElseThrow().sample().value())
          .contains(Sample.of(Cell.of(0), Cell.of(0), Cell.of(0)));
      Fix fix = hardware.position().orElseThrow().fix().value().orElseThrow();
      assertThat(fix.position().latitudeE7()).isEqualTo(508_466_000);
      assertThat(fix.position().accuracyMm()).hasValue(1_500);
      assertThat(fix.utcMillis()).hasValue(1_700_000_007_000L);
    }
  }

  @Test
  void detectionsKeepWhatIsUnknownAbsent() throws Exception {
    try (Hardware hardware = Recordings.open(folder, "camtrap-dp")) {
      Sensor seen = hardware.sensor("detections").orElseThrow();
      Sample duck = seen.sample().value().orElseThrow();
      assertThat(duck.cells().getFirst()).isEqualTo(Cell.of("Anas platyrhynchos"));
      assertThat(duck.utcMillis()).hasValue(1_590_807_457_000L);
      List<Cell> blank = seen.sample().value().orElseThrow().cells();
      assertThat(blank.get(0)).isEqualTo(Cell.absent());
      assertThat(blank.get(1)).isEqualTo(Cell.absent());
      assertThat(blank.get(2)).isEqualTo(Cell.of("blank"));
    }
  }

  @Test
  void aCameraTrapsPhotoTakesTimeFromItsTable() throws Exception {
    try (Hardware hardware = Recordings.open(folder, "camtrap-dp")) {
      Photo one = hardware.camera().orElseThrow().take().value().orElseThrow();
      assertThat(one.utcMillis()).hasValue(1_590_807_457_000L);
      Photo two = hardware.camera().orElseThrow().take().value().orElseThrow();
      assertThat(two.utcMillis()).isEmpty();
    }
  }

  @Test
  void photosLargerThanTheBoundAreToldAndPassedOver() throws Exception {
    try (Hardware hardware = Recordings.open(folder, "photos", "photoBytesMax", "100")) {
      assertThat(causeOf(hardware.camera().orElseThrow().take())).isEqualTo(Reason.Cause.MALFORMED);
    }
  }

  @Test
  void brokenRowsAreToldOneByOneAndTheRestIsPlayed() throws Exception {
    Files.writeString(
        folder.resolve("exif.csv"),
        Recordings.SHOTS
            + "a,2016:06:23 16:32:07,46.9,-91.9\n"
            + "b,2016:06:23 16:32:08,146.9,-91.9,1\n"
            + "c,2016:06:23 16:32:08,\"4\"6.9,-91.9,1\n"
            + "d,2016:06:23 16:32:09,46.9,1e99,1\n"
            + "e,2016:06:23 16:32:10,46.9,-91.9,1\n");
    try (Hardware hardware = Recordings.open(folder, "photos")) {
      PositionSensor gps = hardware.position().orElseThrow();
      assertThat(gps.fix().value()).isPresent();
      assertThat(gps.fix().value()).isPresent();
      assertThat(gps.fix().toString()).contains("line 4", "4 fields, the header has 5");
      assertThat(gps.fix().toString()).contains("line 5", "not on Earth");
      assertThat(gps.fix().toString()).contains("line 6", "closing quote");
      assertThat(gps.fix().toString()).contains("line 7", "GPSLongitude");
      assertThat(gps.fix().value()).isPresent();
    }
  }

  @Test
  void whatCannotBePlayedIsToldAtOpeningWithWhatToDo() throws Exception {
    assertThatThrownBy(() -> Recordings.open(folder.resolve("nowhere"), "photos"))
        .hasMessageContaining("nowhere")
        .hasMessageContaining("no such folder");
    assertThatThrownBy(() -> Recordings.open(folder, "music"))
        .hasMessageContaining("music")
        .hasMessageContaining("movebank");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (String source : List.of("photos", "camtrap-dp", "movebank", "px4-ulog", "sigfox")) {
      assertThatThrownBy(() -> Recordings.open(empty, source))
          .hasMessageContaining("empty")
          .hasMessageContaining("put it there");
    }
    Files.writeString(folder.resolve("birds-gps-2018.csv"), "a,b\n1,2\n");
    assertThatThrownBy(() -> Recordings.open(folder, "movebank"))
        .hasMessageContaining("no column \"timestamp\"");
    Files.writeString(folder.resolve("flight.ulg"), "ULOG");
    assertThatThrownBy(() -> Recordings.open(folder, "px4-ulog"))
        .hasMessageContaining("not a ULog");
    assertThatThrownBy(() -> Recordings.open(folder, "photos", "cameraOffset", "west"))
        .hasMessageContaining("-05:00");
  }

  private static Reason.Cause causeOf(Reading<?> reading) {
    return switch (reading) {
      case Reading.Missing<?>(Reason why) -> why.cause();
      case Reading.Value<?>(Object value) -> throw new AssertionError("a value: " + value);
    };
  }
}
