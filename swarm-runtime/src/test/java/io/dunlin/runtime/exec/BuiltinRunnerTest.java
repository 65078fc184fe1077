package io.dunlin.runtime.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Camera;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.Lidar;
import io.dunlin.hal.Photo;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.ScalarSensor;
import io.dunlin.hal.Scan;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.task.RunRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltinRunnerTest {
  @TempDir Path work;
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final List<RunRequest> published = new ArrayList<>();

  private final Camera camera =
      () ->
          Reading.of(new Photo(new byte[1000], "image/jpeg", Optional.empty(), OptionalLong.of(7)));
  private final Lidar lidar = () -> Reading.of(new Scan(List.of(new Scan.Point(1, 2, 3, 4))));

  private BuiltinRunner runner(Hardware hardware) throws IOException {
    Publisher publisher =
        request -> {
          published.add(request);
          return "published";
        };
    return new BuiltinRunner(hardware, blobs, work, publisher);
  }

  private Hardware all() {
    return Hardware.builder().camera(camera).lidar(lidar).sensor(thermometer()).build();
  }

  private static ScalarSensor thermometer() {
    return new ScalarSensor() {
      @Override
      public String name() {
        return "temperature";
      }

      @Override
      public String unit() {
        return "Cel";
      }

      @Override
      public int scale() {
        return -2;
      }

      @Override
      public Reading<Long> scaled() {
        return Reading.of(2137L);
      }
    };
  }

  private static String why(RunOutcome outcome) {
    return ((RunOutcome.Failed) outcome).why();
  }

  /** Names and sizes as tar itself lists them. */
  private List<String> entries(RunOutcome outcome) throws Exception {
    var output = ((RunOutcome.Done) outcome).outputs().getFirst();
    byte[] tar = blobs.read(BlobHash.parse(output.hash()), 0, 1 << 24).orElseThrow();
    Path file = Files.write(work.resolve("x.tar"), tar);
    Process list =
        new ProcessBuilder("tar", "-tvf", file.toString()).redirectErrorStream(true).start();
    String text = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(list.waitFor()).as(text).isZero();
    return text.lines().map(l -> l.replaceAll("\\s+", " ")).map(this::nameAndSize).toList();
  }

  private String nameAndSize(String line) {
    String[] words = line.split(" ", -1);
    return words[words.length - 1] + " " + words[2];
  }

  @Test
  void aSurveyIsAnArchiveOfPhotosThatTarOpens() throws Exception {
    Requests request = Requests.builtin(blobs, "camera.survey").gives("frames").millis(500);
    try (BuiltinRunner runner = runner(all())) {
      RunOutcome outcome = request.run(runner);
      assertThat(entries(outcome)).first().isEqualTo("0001.jpg 1000");
      assertThat(entries(outcome)).last().asString().startsWith("manifest.json");
      assertThat(((RunOutcome.Done) outcome).outputs().getFirst().contentType())
          .isEqualTo("application/x-tar");
      assertThat(request.content(outcome, "frames")).contains("\"utcMillis\":7");
    }
  }

  @Test
  void theDeclaredSizeIsABudget() throws Exception {
    var taken = new ArrayList<Reading<Gathering.Piece>>();
    Requests request = Requests.builtin(blobs, "camera.survey").gives("frames", 4000).millis(200);
    var context =
        new BuiltinContext(
            request.build(), all(), blobs, work, new java.util.concurrent.CountDownLatch(1));
    String said =
        new Gathering(context, 0.01)
            .run(() -> {
              Reading<Gathering.Piece> piece =
                  Reading.of(new Gathering.Piece(new byte[1000], ".bin", ""));
              taken.add(piece);
              return piece;
            });
    assertThat(said).startsWith("2 pieces");
    assertThat(taken).as("the third did not fit").hasSize(3);
  }

  @Test
  void aScanIsAnArchiveOfPointClouds() throws Exception {
    Requests request = Requests.builtin(blobs, "lidar.scan").gives("cloud").millis(50);
    try (BuiltinRunner runner = runner(all())) {
      assertThat(entries(request.run(runner))).first().asString().startsWith("0001.ply");
    }
  }

  @Test
  void aCameraThatSeesNothingFailsTheTaskWithItsReason() throws Exception {
    Camera dark = () -> Reading.missing(Reason.Cause.ENDED, "the recording is over");
    Requests request = Requests.builtin(blobs, "camera.survey").gives("frames");
    try (BuiltinRunner runner = runner(Hardware.builder().camera(dark).build())) {
      assertThat(why(request.run(runner))).isEqualTo("nothing was recorded: the recording is over");
    }
  }

  @Test
  void samplesAreASenmlPack() throws Exception {
    Requests request = Requests.builtin(blobs, "sensor.sample").gives("pack").millis(20);
    try (BuiltinRunner runner = runner(all())) {
      RunOutcome outcome = request.run(runner);
      assertThat(request.content(outcome, "pack"))
          .startsWith("[\n{\"bn\":\"" + request.device() + "/\",\"n\":\"temperature/temperature\"")
          .contains("\"u\":\"Cel\",\"v\":21.37,\"t\":-0.0");
    }
  }

  @Test
  void aMergeGivesTheSameBytesWhateverTheOrder() throws Exception {
    try (BuiltinRunner runner = runner(all())) {
      Requests one =
          Requests.builtin(blobs, "data.merge").input("a", "1").input("b", "22").gives("all");
      Requests two =
          Requests.builtin(blobs, "data.merge").input("b", "22").input("a", "1").gives("all");
      RunOutcome first = one.run(runner);
      assertThat(((RunOutcome.Done) two.run(runner)).outputs())
          .isEqualTo(((RunOutcome.Done) first).outputs());
      assertThat(entries(first)).startsWith("a 1", "b 2");
    }
  }

  @Test
  void aPublishHandsTheInputsOn() throws Exception {
    Requests request = Requests.builtin(blobs, "gateway.publish").input("hits", "x");
    try (BuiltinRunner runner = runner(all())) {
      assertThat(request.run(runner)).isEqualTo(new RunOutcome.Done(List.of(), "published"));
    }
    assertThat(published.getFirst().inputs().getFirst().name()).isEqualTo("hits");
  }

  @Test
  void withoutAPublisherNothingIsPublished() throws Exception {
    Requests request = Requests.builtin(blobs, "gateway.publish").input("hits", "x");
    try (var runner = new BuiltinRunner(all(), blobs, work, Publisher.none())) {
      assertThat(why(request.run(runner))).isEqualTo("this device is not a gateway");
    }
  }

  @Test
  void aDroppedInputIsNamed() throws Exception {
    Requests request = Requests.builtin(blobs, "data.merge").input("a", "1").gives("all");
    String hash = request.build().inputs().getFirst().hash();
    blobs.drop(BlobHash.parse(hash));
    try (BuiltinRunner runner = runner(all())) {
      assertThat(request.run(runner)).isEqualTo(new RunOutcome.InputMissing(hash));
    }
  }

  @Test
  void aLongBuiltinIsCancelledAtOnce() throws Exception {
    Requests request = Requests.builtin(blobs, "camera.survey").gives("frames").millis(3_600_000);
    try (BuiltinRunner runner = runner(all())) {
      var outcome = new CompletableFuture<RunOutcome>();
      TaskRunner.Running running = runner.start(request.build(), outcome::complete);
      running.cancel();
      assertThat(why(Requests.await(outcome))).isEqualTo("cancelled");
    }
    try (var left = Files.newDirectoryStream(work, "run-*")) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anUnknownBuiltinAndAWrongNumberOfOutputsAreRefused() throws Exception {
    try (BuiltinRunner runner = runner(all())) {
      assertThat(why(Requests.builtin(blobs, "make.coffee").run(runner)))
          .isEqualTo("there is no builtin \"make.coffee\"");
      assertThat(why(Requests.builtin(blobs, "lidar.scan").run(runner)))
          .contains("exactly one output");
      assertThat(BuiltinRunner.names()).contains("lidar.scan");
    }
  }

  @Test
  void aTarEntryMustBeAsLongAsItSays() throws Exception {
    try (var tar = new TarWriter(Files.newOutputStream(work.resolve("t.tar")))) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> tar.add("x", 3, new ByteArrayInputStream(new byte[2])))
          .hasMessageContaining("2 bytes, not 3");
    }
  }
}
