package io.dunlin.gateway.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mission for variants of the demo: every device has something to do for some seconds. */
final class ShortMission {
  private ShortMission() {}

  static Path write(Path work) throws IOException {
    var yaml =
        new StringBuilder(
            """
            schema: dunlin.mission/v1
            name: short-search
            defaults: { retries: 3, onLost: reassign, lostAfter: 3s, partitionPolicy: run-local }
            tasks:
            """);
    for (int i = 0; i < 6; i++) {
      yaml.append(
          """
            scan-%d:
              do: camera.survey
              needs: { has: [camera], cores: 1 }
              at: { point: [4.35, 50.84] }
              effort: { duration: 5s }
              gives: { frames: { size: 400KB, kind: application/x-tar } }
          """
              .formatted(i));
    }
    yaml.append(
        """
          all:
            do: data.merge
            takes: { a: scan-0.frames, b: scan-1.frames }
            effort: { work: 1s }
            gives: { all: { size: 800KB, kind: application/x-tar } }
          report: { do: gateway.publish, needs: { has: [gateway] }, takes: { all: all.all }, effort: { duration: 1s } }
        """);
    return Files.writeString(work.resolve("short-search.yaml"), yaml);
  }
}
