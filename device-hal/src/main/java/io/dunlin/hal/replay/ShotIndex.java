package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import io.dunlin.hal.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a Camtrap DP package says about the photos that are really in the folder: {@code media.csv}
 * gives the time, {@code deployments.csv} the place of the camera. Both are read once, line by
 * line; kept is one entry per photo present, at most {@value PhotoFolder#PHOTOS_MAX}.
 */
final class ShotIndex {
  static final int DEPLOYMENTS_MAX = 4096;

  /** Time and place of a shot. */
  record Shot(OptionalLong utcMillis, Optional<Position> position) {
    static final Shot UNKNOWN = new Shot(OptionalLong.empty(), Optional.empty());
  }

  private final SortedMap<String, Shot> shots;

  private ShotIndex(SortedMap<String, Shot> shots) {
    this.shots = shots;
  }

  static ShotIndex none() {
    return new ShotIndex(Collections.emptySortedMap());
  }

  static ShotIndex read(Path folder, Collection<String> present)
      throws IOException, MalformedDataException {
    SortedMap<String, Position> places = places(folder.resolve("deployments.csv"));
    SortedMap<String, Shot> shots = new TreeMap<>();
    Set<String> wanted = new HashSet<>(present);
    try (CsvTable media = CsvTable.open(folder.resolve("media.csv"))) {
      int name = media.column("fileName");
      int deployment = media.column("deploymentID");
      int time = media.column("timestamp");
      for (CsvTable.Line line = media.next(); line != null; line = media.next()) {
        if (wanted.contains(line.text(name))) {
          Optional<Position> place = Optional.ofNullable(places.get(line.text(deployment)));
          OptionalLong utcMillis = OptionalLong.of(line.instantMillis(time));
          shots.put(line.text(name), new Shot(utcMillis, place));
        }
      }
    } catch (MalformedDataException e) {
      throw new MalformedDataException("media.csv: " + e.getMessage());
    }
    return new ShotIndex(shots);
  }

  Shot of(String fileName) {
    return shots.getOrDefault(fileName, Shot.UNKNOWN);
  }

  private static SortedMap<String, Position> places(Path file)
      throws IOException, MalformedDataException {
    SortedMap<String, Position> places = new TreeMap<>();
    try (CsvTable table = CsvTable.open(file)) {
      int id = table.column("deploymentID");
      CsvPlace place =
          new CsvPlace(
              table.column("latitude"),
              table.column("longitude"),
              -1,
              table.optionalColumn("coordinateUncertainty"));
      for (CsvTable.Line line = table.next(); line != null; line = table.next()) {
        Optional<Position> position = place.of(line);
        if (position.isPresent() && places.size() < DEPLOYMENTS_MAX) {
          places.put(line.text(id), position.get());
        }
      }
    } catch (MalformedDataException e) {
      throw new MalformedDataException("deployments.csv: " + e.getMessage());
    }
    return places;
  }
}
