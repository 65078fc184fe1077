package io.dunlin.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.gateway.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, the answer is a list of findings. */
class HostileFilesTest {
  private static final int BYTES_MAX = 8 * 1024 * 1024;
  private static final MissionCompiler COMPILER = new MissionCompiler();
  private static final String SMALL =
      """
      schema: dunlin.mission/v1
      name: pond
      window: { start: 2026-05-14T13:40:00+02:00 }
      # Tümpel
      tasks:
        a: { gives: { f: { size: 1MB } }, do: camera.survey, at: { polygon: [[4.35, 50.84], [4.36, 50.84], [4.36, 50.85]] } }
        b: { run: detect, takes: { f: a.f }, effort: { work: 1s }, deadline: +50m }
      """;

  @Test
  void refusesTenMegabytesUnread() {
    var junk = new byte[10 * 1024 * 1024];
    new Random(1).nextBytes(junk);

    assertThat(codes(junk)).containsExactly(Code.TOO_LARGE);
  }

  @Test
  void refusesBytesThatAreNoUtf8AndSaysWhere() {
    byte[] file = SMALL.getBytes(StandardCharsets.UTF_8);
    int cut = SMALL.substring(0, SMALL.indexOf('ü')).getBytes(StandardCharsets.UTF_8).length + 1;

    List<Diagnostic> found = find(Arrays.copyOf(file, cut));

    assertThat(found).extracting(Diagnostic::code).containsExactly(Code.NOT_UTF8);
    assertThat(found.getFirst().line()).isEqualTo(4);
    assertThat(found.getFirst().column()).isEqualTo(4);
  }

  @Test
  void refusesABillionLaughs() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String inner = "*a" + (i - 1);
      bomb.append("a%d: &a%d [".formatted(i, i)).append((inner + ", ").repeat(9));
      bomb.append(inner).append("]\n");
    }

    assertThat(codes(bomb.toString())).containsExactly(Code.TOO_MANY_VALUES);
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThat(codes("[".repeat(1_000_000))).containsExactly(Code.TOO_DEEP);
    assertThat(codes("{\"a\":".repeat(1_000_000))).containsExactly(Code.TOO_DEEP);
    assertThat(codes("- ".repeat(1_000_000))).containsExactly(Code.TOO_DEEP);
  }

  @Test
  void refusesControlCharactersAndHalfSurrogates() {
    assertThat(codes("name: \u0000x")).containsExactly(Code.SYNTAX);
    assertThat(codes("name: \"\\ud83d\"")).containsExactly(Code.NOT_PLAIN);
  }

  @Test
  void refusesNumbersBeyondBounds() {
    assertThat(codes("name: 1e999")).containsExactly(Code.NOT_PLAIN);
    assertThat(codes("{schema: dunlin.mission/v1, name: x, tasks: " + "9".repeat(1_000_000) + "}"))
        .containsExactly(Code.WRONG_TYPE);
  }

  @Test
  void listsAtMostFiftyFindingsAndCountsTheRest() {
    var many = new StringBuilder("schema: dunlin.mission/v1\nname: x\ntasks:\n");
    for (int i = 0; i < 200; i++) many.append("  t").append(i).append(": { nonsense: 1 }\n");

    List<Diagnostic> found = find(many.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(found).hasSize(Findings.MAX + 1);
    assertThat(found.getLast().message()).isEqualTo("350 more findings are not listed");
  }

  @Test
  void refusesAMissionThatCompilesTooLarge() {
    var many = new StringBuilder("schema: dunlin.mission/v1\nname: x\ntasks:\n");
    for (int i = 0; i < 1000; i++) {
      many.append("  t").append(i).append(": { do: sensor.sample, gives: { v: { size: 1KB } } }\n");
    }

    assertThat(codes(many.toString())).containsExactly(Code.COMPILED_TOO_LARGE);
  }

  @Property(tries = 300)
  void neverThrowsForRandomBytes(@ForAll @Size(max = 400) byte[] junk) {
    find(junk);
  }

  @Property(tries = 600)
  void neverThrowsForADamagedFile(
      @ForAll @IntRange(max = 1000) int at,
      @ForAll byte value,
      @ForAll @IntRange(max = 30) int cut) {
    byte[] file = SMALL.getBytes(StandardCharsets.UTF_8);
    file[at % file.length] = value;
    find(Arrays.copyOf(file, file.length - cut));
  }

  private static List<String> codes(String file) {
    return codes(file.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> codes(byte[] file) {
    return find(file).stream().map(Diagnostic::code).toList();
  }

  private static List<Diagnostic> find(byte[] file) {
    Compiled compiled = COMPILER.compile(file, new Surroundings(BYTES_MAX, "", List.of(), 0));
    assertThat(compiled.diagnostics()).hasSizeLessThanOrEqualTo(Findings.MAX + 1);
    if (compiled instanceof Compiled.Wrong) assertThat(compiled.diagnostics()).isNotEmpty();
    return compiled.diagnostics();
  }
}
