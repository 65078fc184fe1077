package io.dunlin.hal.replay;

import io.dunlin.hal.Camera;
import io.dunlin.hal.MalformedDataException;
import io.dunlin.hal.Photo;
import io.dunlin.hal.Position;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.jpeg.Exif;
import io.dunlin.hal.jpeg.Jpeg;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A camera that takes the photos of a folder, in the order of their names, again from the first
 * after the last if it loops. One photo at a time is in memory. Place and time come from the
 * photo's EXIF, else from the package's tables.
 */
final class PhotoFolder implements Camera {
  static final int PHOTOS_MAX = 4096;

  /**
   * How to play.
   *
   * @param photoBytesMax larger files are refused, 1 to {@link Photo#BYTES_MAX}
   * @param cameraOffset what the camera's clock was set to, if the operator knows
   */
  record Options(boolean loop, int photoBytesMax, Optional<ZoneOffset> cameraOffset) {}

  private final Path folder;
  private final List<String> names;
  private final ShotIndex index;
  private final Options options;
  private int next;
  private boolean closed;

  PhotoFolder(Path folder, List<String> names, ShotIndex index, Options options) {
    this.folder = folder;
    this.names = List.copyOf(names);
    this.index = index;
    this.options = options;
  }

  /** The names of the first {@value #PHOTOS_MAX} JPEG files, sorted. */
  static List<String> photosIn(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = RecordingFile.nameOf(file);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".jpg") || lower.endsWith(".jpeg")) {
          names.add(name);
        }
      }
    }
    Collections.sort(names);
    return names.subList(0, Math.min(PHOTOS_MAX, names.size()));
  }

  @Override
  public synchronized Reading<Photo> take() {
    if (closed) {
      return Reading.missing(Reason.Cause.CLOSED, folder + ": closed");
    }
    if (next == names.size()) {
      if (!options.loop()) {
        return Reading.missing(Reason.Cause.ENDED, folder + ": all photos taken");
      }
      next = 0;
    }
    String name = names.get(next++);
    try {
      return Reading.of(photo(name));
    } catch (MalformedDataException e) {
      return Reading.missing(Reason.Cause.MALFORMED, name + ": " + e.getMessage());
    } catch (IOException e) {
      return Reading.missing(Reason.Cause.FAILED, name + ": " + e.getMessage());
    }
  }

  synchronized void close() {
    closed = true;
  }

  private Photo photo(String name) throws IOException, MalformedDataException {
    byte[] content = bounded(folder.resolve(name));
    Exif exif = Jpeg.read(content);
    ShotIndex.Shot shot = index.of(name);
    Optional<Position> position = exif.position().or(shot::position);
    OptionalLong utcMillis =
        shot.utcMillis().isPresent() ? shot.utcMillis() : exif.utcMillis(options.cameraOffset());
    return new Photo(content, Jpeg.CONTENT_TYPE, position, utcMillis);
  }

  private byte[] bounded(Path file) throws IOException, MalformedDataException {
    long size = Files.size(file);
    if (size > options.photoBytesMax()) {
      throw new MalformedDataException(
          "%d bytes, at most %d".formatted(size, options.photoBytesMax()));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes((int) size);
    }
  }
}
