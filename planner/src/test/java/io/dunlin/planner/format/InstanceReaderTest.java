package io.dunlin.planner.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dunlin.planner.Effort;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InstanceReaderTest {
  private static final String GOOD =
      """
      {"name": "two", "family": {"x": [1, 2]},
       "tasks": [{"name": "a", "cost": 1.5, "needs": ["camera"], "deadline": 9},
                 {"name": "b", "times": [1, 2], "cores": 2, "memory": 64, "affinity": ["a"]}],
       "dependencies": [{"source": "a", "target": "b", "size": 0.5, "data": "frames"}],
       "nodes": [{"name": "x", "speed": 2, "cores": 2, "has": ["camera"]}, {"name": 1, "speed": 1}],
       "links": [{"a": "x", "b": "1", "speed": 10, "latency": 0.1}]}
      """;

  private static Instance read(String json) throws FormatException {
    return InstanceReader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static FormatException error(String json) {
    return catchThrowableOfType(FormatException.class, () -> read(json));
  }

  @Test
  void readsAllMembers() throws FormatException {
    Instance instance = read(GOOD);
    Problem problem = instance.problem();
    assertThat(instance.name()).isEqualTo("two");
    PlanTask b = problem.tasks().get(1);
    assertThat(b.cores()).isEqualTo(2);
    assertThat(b.effort()).isInstanceOf(Effort.Measured.class);
    assertThat(problem.tasks().getFirst().deadline()).isEqualTo(9.0);
    assertThat(problem.edges())
        .singleElement()
        .satisfies(e -> assertThat(e.bytes()).isEqualTo(0.5));
    assertThat(problem.links()).hasSize(2);
    assertThat(problem.rules()).hasSize(1);
    assertThat(problem.devices().get(1).name()).isEqualTo("1");
  }

  @Test
  void saysWhereACycleIs() {
    String cyclic =
        GOOD.replace(
            "\"dependencies\": [", "\"dependencies\": [{\"source\":\"b\",\"target\":\"a\"},");
    assertThat(error(cyclic).what()).contains("cycle").contains("a").contains("b");
  }

  @Test
  void saysWhereANodeIsUnknown() {
    FormatException error = error(GOOD.replace("\"target\": \"b\"", "\"target\": \"q\""));
    assertThat(error.line()).isEqualTo(4);
    assertThat(error.column()).isEqualTo(19);
    assertThat(error.what()).contains("there is no task \"q\"");
  }

  @Test
  void saysWhereASpeedIsWrong() {
    FormatException error = error(GOOD.replace("\"speed\": 2", "\"speed\": 0"));
    assertThat(error.line()).isEqualTo(5);
    assertThat(error.what()).contains("device \"x\".speed").contains("not above 0");
    assertThat(error(GOOD.replace("\"speed\": 2", "\"speed\": 1e999")).what())
        .contains("too large");
    assertThat(error(GOOD.replace("\"speed\": 2", "\"speed\": NaN")).line()).isEqualTo(5);
  }

  @Test
  void saysWhereANameIsUsedTwice() {
    FormatException error = error(GOOD.replace("{\"name\": 1,", "{\"name\": \"x\","));
    assertThat(error.line()).isEqualTo(5);
    assertThat(error.what()).contains("used twice");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(error(GOOD.replace("\"cost\": 1.5, ", "")).what()).contains("no cost");
    assertThat(error(GOOD.replace("[1, 2], \"cores\"", "[1], \"cores\"")).what())
        .contains("1 times for 2 nodes");
    assertThat(error(GOOD.substring(0, 200)).what()).contains("not JSON");
    assertThat(error(GOOD + "{}").what()).contains("after the end");
    assertThat(error("[]").what()).contains("must be an object");
    assertThat(error("").what()).contains("must be an object");
  }

  @Property(tries = 500)
  void junkIsAnErrorNeverACrash(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    try {
      assertThat(InstanceReader.read(bytes).problem().tasks()).isNotEmpty();
    } catch (FormatException e) {
      assertThat(e.line()).isPositive();
    }
  }

  @Test
  void tenMegabytesOfJunk() {
    byte[] junk = new byte[10 << 20];
    new Random(1).nextBytes(junk);
    assertThat(catchThrowableOfType(FormatException.class, () -> InstanceReader.read(junk)))
        .isNotNull();
    Arrays.fill(junk, (byte) '[');
    assertThat(catchThrowableOfType(FormatException.class, () -> InstanceReader.read(junk)))
        .isNotNull();
  }
}
