package io.dunlin.hal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareException;
import io.dunlin.hal.sim.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recordings cut and damaged at random: opening may refuse with a message, reading never throws.
 */
class HostileRecordingsTest {
  private static final int TRIES = 150;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "photos, one.jpg",
    "photos, exif.csv",
    "camtrap-dp, observations.csv",
    "camtrap-dp, media.csv",
    "camtrap-dp, deployments.csv",
    "movebank, birds-gps-2018.csv.gz",
    "px4-ulog, flight.ulg",
    "sigfox, frames.json"
  })
  void damageIsTold(String source, String file) throws Exception {
    Recordings.write(folder);
    Path victim = folder.resolve(file);
    byte[] whole = Files.readAllBytes(victim);
    SplittableRandom random = new SplittableRandom(20_261_123);
    for (int i = 0; i < TRIES; i++) {
      byte[] hostile =
          Arrays.copyOf(whole, i % 2 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int flips = random.nextInt(6) * (i % 2); flips > 0; flips--) {
        hostile[random.nextInt(hostile.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(victim, hostile);
      ManualClock clock = new ManualClock();
      String speed = i % 3 == 0 ? "100" : "0";
      try (Hardware hardware = Recordings.open(clock, folder, source, "speed", speed)) {
        for (int reads = 0; reads < 10; reads++) {
          Recordings.readAll(hardware, 6);
          clock.advance(Duration.ofSeconds(5));
        }
      } catch (HardwareException e) {
        assertThat(e).hasMessageContaining(folder.getFileName().toString());
      }
    }
  }
}
