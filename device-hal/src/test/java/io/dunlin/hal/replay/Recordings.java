package io.dunlin.hal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareSpec;
import io.dunlin.hal.Photo;
import io.dunlin.hal.Reading;
import io.dunlin.hal.sim.ManualClock;
import io.dunlin.hal.sim.SimHardware;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;

/** A small recording of each kind, made here; and where the large real ones are. */
final class Recordings {
  static final String ALL = "photos, camtrap-dp, movebank, px4-ulog, sigfox";

  static final String MOVEBANK =
      """
      event-id,timestamp,location-long,location-lat,external-temperature,height-above-msl,location-error-numerical,sensor-type,individual-local-identifier
      1,2018-05-09 14:59:05.000,6.5815293,53.0082323,36.0,5.0,5.3,"gps","5515851"
      2,2018-05-09 14:59:06.000,6.9,53.9,1.0,5.0,5.3,"gps","another, bird"
      3,2018-05-09 15:28:58.000,6.5790905,53.0076842,,-2.0,9.0,"gps","5515851"
      4,2018-05-09 15:58:50.000,,,36.7,4.0,7.7,"gps","5515851"
      """;

  static final String SHOTS =
      """
      SourceFile,DateTimeOriginal,GPSLatitude,GPSLongitude,GPSAltitude
      DJI_0018.JPG,2016:06:23 16:31:59,46.8426070833333,-91.9945598888889,198.309
      DJI_0019.JPG,2016:06:23 16:32:06,46.8426906666667,-91.9944272777778,198.609
      """;

  static final String OBSERVATIONS =
      """
      observationID,deploymentID,mediaID,eventStart,observationLevel,observationType,scientificName,count
      705e6036,00a2c20d,,2020-05-30T02:57:37Z,event,animal,Anas platyrhynchos,1
      07840dcc,00a2c20d,07840dcc,2020-05-30T02:57:39Z,media,blank,,
      """;

  static final String FRAMES =
      """
      {"campaigns": [{"packets": [
        {"rx": {"snr": "8.66", "time": "1479990324", "rssi": "-119.00", "more": {"x": [1, {}]}},
         "tx": {"attenuator": -30.0, "timestamp": 1479990320.102}},
        {"tx": {"timestamp": 1479990321.599}},
        {"rx": {"snr": "7.64", "time": "1479990327", "rssi": "-121.00"},
         "tx": {"timestamp": 1479990323.105}}], "location": 0},
       {"packets": [], "location": 1}]}
      """;

  private Recordings() {}

  /** Fills a folder with a recording of each kind. */
  static Path write(Path folder) throws Exception {
    Files.writeString(folder.resolve(ShotList.FILE), SHOTS);
    Files.writeString(folder.resolve(Detections.FILE), OBSERVATIONS);
    Files.writeString(
        folder.resolve("media.csv"),
        "fileName,deploymentID,timestamp\none.jpg,00a2c20d,2020-05-30T04:57:37+02:00\n");
    Files.writeString(
        folder.resolve("deployments.csv"),
        "deploymentID,latitude,longitude,coordinateUncertainty\n00a2c20d,51.496,4.774,187\n");
    Files.write(folder.resolve("flight.ulg"), ULogFile.flight(20));
    Files.writeString(folder.resolve("frames.json"), FRAMES);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("birds-gps-2018.csv.gz")))) {
      out.write(MOVEBANK.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("one.jpg"), photo(1));
    Files.write(folder.resolve("two.JPG"), photo(2));
    return folder;
  }

  static byte[] photo(int seed) throws Exception {
    Map<String, String> settings =
        Map.of("has", "camera", "photoKilobytes", "8", "seed", Integer.toString(seed));
    try (Hardware device = SimHardware.open(HardwareSpec.of(settings), new ManualClock())) {
      return device.camera().orElseThrow().take().value().map(Photo::content).orElseThrow();
    }
  }

  static Hardware open(Path data, String source, String... more) throws Exception {
    return open(new ManualClock(), data, source, more);
  }

  static Hardware open(ManualClock clock, Path data, String source, String... more)
      throws Exception {
    TreeMap<String, String> settings = new TreeMap<>();
    settings.put("data", data.toString());
    settings.put("source", source);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return ReplayHardware.open(HardwareSpec.of(settings), clock);
  }

  /** The real recordings, or the test is skipped with a line that says why. */
  static Path real() {
    Path data = Path.of(System.getProperty("dunlin.shared", "../../shared"), "data");
    Assumptions.assumeTrue(
        Files.isDirectory(data), () -> "no recordings at " + data + " (-Ddunlin.shared=DIR)");
    return data;
  }

  /** Reads everything many times; nothing may throw, and what is missing must say why. */
  static void readAll(Hardware hardware, int times) {
    for (int i = 0; i < times; i++) {
      hardware.sensors().forEach(sensor -> told(sensor.sample()));
      hardware.camera().ifPresent(camera -> told(camera.take()));
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  private static void told(Reading<?> reading) {
    if (reading instanceof Reading.Missing<?> missing) {
      assertThat(missing.why().detail()).isNotBlank();
    }
  }
}
