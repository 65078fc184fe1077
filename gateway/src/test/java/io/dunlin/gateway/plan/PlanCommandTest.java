package io.dunlin.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {
  private static final String GOOD =
      """
      {"name": "pair",
       "tasks": [{"name": "a", "cost": 4, "needs": ["camera"]},
                 {"name": "b", "cost": 2, "needs": ["gpu"]}],
       "dependencies": [{"source": "a", "target": "b", "size": 10}],
       "nodes": [{"name": "x", "speed": 2, "has": ["camera"]}, {"name": "y", "speed": 1, "has": ["gpu"]}],
       "links": [{"a": "x", "b": "y", "speed": 5}]}
      """;

  @TempDir Path dir;

  private Cli plan(Path instance, String... more) {
    String[] args = {"--instance", instance.toString(), "--time-limit", "5ms"};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.run(new PlanCommand(), all);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  @Test
  void printsTheScheduleOfOneInstance() throws IOException {
    Cli cli = plan(file("pair.json", GOOD), "--check");
    assertThat(cli.exit()).isEqualTo(0);
    JsonNode schedule = new JsonMapper().readTree(cli.out());
    assertThat(schedule.path("instance").asString("")).isEqualTo("pair");
    assertThat(schedule.path("makespan").asDouble(0)).isEqualTo(4.0 / 2 + 10.0 / 5 + 2);
    assertThat(schedule.path("tasks")).hasSize(2);
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void aDirectoryInIsADirectoryOfTheSameNamesOut() throws IOException {
    Path in = Files.createDirectory(dir.resolve("in"));
    Files.writeString(in.resolve("one.json"), GOOD);
    Files.writeString(in.resolve("two.json"), GOOD);
    Files.writeString(in.resolve("peers.csv"), "not an instance");
    Path out = dir.resolve("made/of/it");
    Cli cli = plan(in, "--check", "--json", "--radio", "half-duplex", "--out", out.toString());
    assertThat(cli.exit()).isEqualTo(0);
    assertThat(out.toFile().list()).containsExactlyInAnyOrder("one.json", "two.json");
    assertThat(Files.readString(out.resolve("two.json"))).contains("\"hops\"");
    assertThat(new JsonMapper().readTree(cli.out()).path("schedules")).hasSize(2);
    assertThat(cli.err()).contains("2 planned");
  }

  @Test
  void oneWrongInstanceDoesNotStopTheOthers() throws IOException {
    Path in = Files.createDirectory(dir.resolve("in"));
    Files.writeString(in.resolve("a.json"), "{");
    Files.writeString(in.resolve("b.json"), GOOD);
    Files.writeString(in.resolve("c.json"), GOOD.replace("\"has\": [\"gpu\"]", "\"has\": []"));
    Cli cli = plan(in, "--out", dir.resolve("out").toString());
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(dir.resolve("out").toFile().list()).containsExactly("b.json");
    assertThat(cli.err()).contains("a.json:1:").contains("c.json:3:").contains("2 refused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"target\": \"b\"        | \"target\": \"q\"        | 2 | :4:19: | no task \"q\"",
        "\"b\": \"y\"             | \"b\": \"z\"             | 2 | :6:    | no device \"z\"",
        "\"speed\": 2             | \"speed\": 0             | 2 | :5:    | not above 0",
        "\"speed\": 2             | \"speed\": -1            | 2 | :5:    | not above 0",
        "\"speed\": 5             | \"speed\": 0             | 2 | :6:    | not above 0",
        "\"speed\": 2             | \"speed\": NaN           | 2 | :5:    | not JSON",
        "\"cost\": 4              | \"cost\": 1e999          | 2 | :2:    | too large",
        "\"cost\": 4              | \"cost\": \"4\"          | 2 | :2:    | must be a number",
        "\"name\": \"y\"          | \"name\": \"x\"          | 2 | :5:    | used twice",
        "{\"source\": \"a\"       | {\"source\": \"b\", \"target\": \"a\"}, {\"source\": \"a\" | 2 | :4: | cycle",
        "{\"a\": \"x\", \"b\": \"y\", \"speed\": 5} | `` | 2 | :2:12: | without a route",
        "\"cost\": 2, \"needs\": [\"gpu\"] | \"cost\": 2, \"needs\": [\"tpu\"] | 3 | :3: | tpu",
        "\"cost\": 2,             | \"cost\": 2, \"cores\": 9, | 3 | :3:  | cores",
      })
  void aWrongInstanceIsRefusedWithItsPlace(
      String good, String bad, int exit, String place, String why) throws IOException {
    assertThat(GOOD).contains(good);
    Cli cli = plan(file("bad.json", GOOD.replace(good, bad)));
    assertThat(cli.exit()).isEqualTo(exit);
    assertThat(cli.err()).contains("bad.json" + place).contains(why);
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void tenMegabytesOfJunkAreRefused() throws IOException {
    byte[] junk = new byte[10 << 20];
    new Random(7).nextBytes(junk);
    Cli cli = plan(Files.write(dir.resolve("junk.json"), junk));
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains("junk.json:1:1: not JSON");
    assertThat(cli.err().length()).isLessThan(500);
  }

  @Test
  void aWrongKeyIsSaidInWords() throws IOException {
    Path in = Files.createDirectory(dir.resolve("in"));
    assertThat(plan(in).err()).contains("say with --out where schedules go");
    assertThat(plan(in, "--out", in.toString()).err()).contains("would be overwritten");
    assertThat(plan(in, "--out", dir.resolve("o").toString()).err()).contains("no *.json in");
    assertThat(plan(dir.resolve("gone")).exit()).isEqualTo(2);
    Path good = file("good.json", GOOD);
    assertThat(plan(good, "--radio", "loud").err()).contains("none, half-duplex, shared");
    assertThat(plan(good, "--threads", "0").err()).contains("1 to 256");
    assertThat(Cli.run(new PlanCommand(), "--instance", "x", "--time-limit", "1").err())
        .contains("'1' is not a duration");
    assertThat(plan(good, "--out", good.toString()).err()).contains("would be overwritten");
    assertThat(Files.readString(good)).isEqualTo(GOOD);
  }
}
