package io.dunlin.hal.replay;

import io.dunlin.hal.Clock;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareException;
import io.dunlin.hal.HardwareSpec;
import io.dunlin.hal.MalformedDataException;
import io.dunlin.hal.Photo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Opens recordings as hardware. Settings: {@code data}, a folder; {@code source}, one or more of
 * {@code photos} (camera, and gps from {@code exif.csv}), {@code camtrap-dp} (camera and the series
 * {@code detections}), {@code movebank} (gps, temperature), {@code px4-ulog} (gps, attitude, imu
 * …), {@code sigfox} (radio); {@code speed}, 0 for a row per read or recorded seconds per second;
 * {@code loop}; {@code individual} of a Movebank study; {@code cameraOffset}, such as {@code
 * -05:00}, if the camera's clock is known; {@code photoBytesMax}.
 */
public final class ReplayHardware {
  public static final Set<String> KEYS =
      Set.of("data", "source", "speed", "loop", "individual", "cameraOffset", "photoBytesMax");

  private static final String SOURCES = "photos, camtrap-dp, movebank, px4-ulog, sigfox";
  private final HardwareSpec spec;
  private final Player.Pace pace;
  private final Hardware.Builder hardware = Hardware.builder();

  private ReplayHardware(HardwareSpec spec, Player.Pace pace) {
    this.spec = spec;
    this.pace = pace;
  }

  public static Hardware open(HardwareSpec spec, Clock clock) throws HardwareException {
    Player.Pace pace =
        new Player.Pace(clock, spec.number("speed", 0, 0, 1e6), spec.flag("loop", true));
    return new ReplayHardware(spec, pace).open();
  }

  private Hardware open() throws HardwareException {
    List<String> sources = spec.list("source");
    if (sources.isEmpty()) {
      throw new HardwareException("hardware.source is not set; allowed: " + SOURCES);
    }
    for (String source : sources) {
      switch (source) {
        case "photos" -> photos();
        case "camtrap-dp" -> camtrap();
        case "movebank" -> movebank();
        case "px4-ulog" -> px4();
        case "sigfox" -> sigfox();
        default ->
            throw new HardwareException(
                "hardware.source names \"%s\"; allowed: %s".formatted(source, SOURCES));
      }
    }
    return hardware.build();
  }

  private void photos() throws HardwareException {
    RecordingFolder folder = RecordingFolder.of(spec, "drone-brighton-beach");
    camera(folder, "photos", ShotIndex.none());
    Path track = folder.path().resolve(ShotList.FILE);
    if (track.toFile().isFile()) {
      Optional<ZoneOffset> offset = cameraOffset();
      hardware.sensor(new ReplayGps(player(track, () -> new ShotList(track, offset))));
    }
  }

  private void camtrap() throws HardwareException {
    RecordingFolder folder = RecordingFolder.of(spec, "camtrap-dp-example");
    Path seen = folder.file(Detections.FILE, "camtrap-dp");
    hardware.sensor(
        new ReplaySeries(
            "detections", Detections.COLUMNS, player(seen, () -> new Detections(seen))));
    try {
      List<String> names = PhotoFolder.photosIn(folder.path());
      if (!names.isEmpty()) {
        camera(folder, "camtrap-dp", ShotIndex.read(folder.path(), names));
      }
    } catch (IOException | MalformedDataException e) {
      throw unreadable(folder.path(), e);
    }
  }

  private void movebank() throws HardwareException {
    RecordingFolder folder = RecordingFolder.of(spec, "movebank-o-assen");
    List<Path> files = folder.files("*gps*.csv{,.gz}", "movebank");
    Optional<String> animal = spec.text("individual");
    Path first = files.getFirst();
    hardware.sensor(
        new ReplayGps(
            player(
                first,
                () -> new Picked<>(new MovebankTrack(files, animal), p -> Optional.of(p.fix())))));
    hardware.sensor(
        new ReplayThermometer(
            player(first, () -> new Picked<>(new MovebankTrack(files, animal), p -> p.celsius()))));
  }

  private void px4() throws HardwareException {
    RecordingFolder folder = RecordingFolder.of(spec, "px4-ulog");
    Path log = folder.files("*.ulg", "px4-ulog").getFirst();
    Set<String> topics;
    try (ULogReader reader = ULogTape.reader(log, "")) {
      topics = reader.topics();
    } catch (IOException | MalformedDataException e) {
      throw unreadable(log, e);
    }
    if (topics.contains(ULogTopic.GPS)) {
      hardware.sensor(
          new ReplayGps(
              player(log, () -> ULogTape.open(log, ULogTopic.GPS, row -> ULogTopic.fix(row)))));
    }
    for (ULogTopic topic : ULogTopic.all()) {
      if (topics.contains(topic.topic())) {
        hardware.sensor(
            new ReplaySeries(
                topic.series(),
                topic.columns(),
                player(log, () -> ULogTape.open(log, topic.topic(), topic.shape()))));
      }
    }
  }

  private void sigfox() throws HardwareException {
    RecordingFolder folder = RecordingFolder.of(spec, "sigfox-jsi-20161124");
    Path frames = folder.files("*.json", "sigfox").getFirst();
    hardware.sensor(new ReplayRadio(player(frames, () -> new SigfoxFrames(frames))));
  }

  private void camera(RecordingFolder folder, String source, ShotIndex index)
      throws HardwareException {
    int bytesMax = (int) spec.integer("photoBytesMax", Photo.BYTES_MAX, 1, Photo.BYTES_MAX);
    PhotoFolder.Options options = new PhotoFolder.Options(pace.loop(), bytesMax, cameraOffset());
    List<String> names;
    try {
      names = PhotoFolder.photosIn(folder.path());
    } catch (IOException e) {
      throw unreadable(folder.path(), e);
    }
    if (names.isEmpty()) {
      throw folder.nothing("*.jpg", source);
    }
    PhotoFolder camera = new PhotoFolder(folder.path(), names, index, options);
    hardware.camera(camera).onClose(camera::close);
  }

  /** Opens the tape once, so that a file that is not what it should be is told at start. */
  private <T> Player<T> player(Path file, Tape.Opener<T> opener) throws HardwareException {
    try {
      opener.open().close();
      Player<T> player = new Player<>(RecordingFile.nameOf(file), opener, pace);
      hardware.onClose(player::close);
      return player;
    } catch (IOException | MalformedDataException e) {
      throw unreadable(file, e);
    }
  }

  private Optional<ZoneOffset> cameraOffset() throws HardwareException {
    Optional<String> text = spec.text("cameraOffset");
    try {
      return text.map(ZoneOffset::of);
    } catch (DateTimeException e) {
      throw new HardwareException(
          "hardware.cameraOffset = \"%s\": must be like -05:00".formatted(text.get()), e);
    }
  }

  private static HardwareException unreadable(Path file, Exception why) {
    return new HardwareException("%s: cannot be played: %s".formatted(file, why.getMessage()), why);
  }
}
