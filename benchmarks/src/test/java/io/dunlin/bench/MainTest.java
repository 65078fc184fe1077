package io.dunlin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Bench bench, String... args) {
    return Main.run(List.of(bench), new PrintWriter(out), new PrintWriter(err), args);
  }

  private record Fixed(List<Measurement> measurements) implements Bench {
    @Override
    public String name() {
      return "fixed";
    }

    @Override
    public String about() {
      return "what it was given";
    }

    @Override
    public List<Measurement> measure(Run run) {
      return measurements.stream().filter(m -> run.wants(m.name())).toList();
    }
  }

  private static final Bench SOME =
      new Fixed(
          List.of(
              Measurement.of("a.kept", "s", 1.0).against("peer 1", 4.0).ratioAtMost(0.3),
              Measurement.of("b.missed", "B", 20).atMost(16),
              Measurement.of("c.shown", "", 3)));

  @Test
  void reportsRatiosAndWhetherPromisesHold() {
    assertThat(run(SOME, "bench", "fixed", "--json")).isZero();
    assertThat(out.toString())
        .contains("\"bench\":\"fixed\"")
        .contains(
            "{\"name\":\"a.kept\",\"unit\":\"s\",\"ours\":1.0,\"peer\":4.0,\"peerName\":\"peer"
                + " 1\",\"ratio\":0.25,\"goal\":\"ratio <= 0.3000\",\"holds\":true}")
        .contains(
            "\"ours\":20.0,\"peer\":null,\"peerName\":\"\",\"ratio\":null,\"goal\":\"<="
                + " 16\",\"holds\":false}")
        .contains("\"goal\":null,\"holds\":null");
  }

  @Test
  void printsALineAMeasurement() {
    assertThat(run(SOME, "fixed", "--only", "b")).isZero();
    assertThat(out.toString()).contains("b.missed").contains("MISSED").doesNotContain("a.kept");
  }

  @Test
  void saysWhatCouldNotBeMeasured() {
    Bench failing =
        new Bench() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public String about() {
            return "nothing";
          }

          @Override
          public List<Measurement> measure(Run run) {
            throw new IllegalStateException("no disk here");
          }
        };
    assertThat(run(failing, "failing")).isEqualTo(1);
    assertThat(err.toString()).contains("could not be measured: no disk here");
  }

  @Test
  void offersTheNamesThereAre() {
    assertThat(run(SOME, "fiksed")).isEqualTo(2);
    assertThat(err.toString()).contains("No bench is called 'fiksed'").contains("fixed (what");
  }

  @Test
  void refusesAFigureThatIsNone() {
    assertThatThrownBy(() -> Measurement.of("x", "s", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x: not a number");
  }
}
