package io.dunlin.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.gateway.Diagnostic;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file under {@code bad/} begins with what must be found in it: {@code #! code line:column
 * pointer}, then optionally {@code nearest=…} and {@code text=…}. A new case is a new file.
 */
class MissionFilesTest {
  private static final MissionCompiler COMPILER = new MissionCompiler();

  static Stream<Path> good() throws IOException, URISyntaxException {
    return files("good");
  }

  static Stream<Path> bad() throws IOException, URISyntaxException {
    return files("bad");
  }

  private static Stream<Path> files(String folder) throws IOException, URISyntaxException {
    var url = Objects.requireNonNull(MissionFilesTest.class.getResource(folder));
    try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void takesWhatIsRight(Path file) throws IOException {
    Compiled compiled = compile(file);

    assertThat(compiled.diagnostics()).noneMatch(Diagnostic::isError);
    assertThat(compiled).isInstanceOf(Compiled.Right.class);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void findsWhatIsWrongAndWhere(Path file) throws IOException {
    List<String> expected = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#! ")) expected.add(line.substring(3));
    }
    List<Diagnostic> errors =
        compile(file).diagnostics().stream().filter(Diagnostic::isError).toList();

    assertThat(errors).extracting(d -> shown(d, expected)).containsExactlyElementsOf(expected);
  }

  /** As the file writes it, with the optional parts that the file asks for. */
  private static String shown(Diagnostic found, List<String> expected) {
    String place =
        "%s %d:%d %s"
            .formatted(
                found.code(),
                found.line(),
                found.column(),
                found.pointer().isEmpty() ? "-" : found.pointer());
    for (String each : expected) {
      if (!each.startsWith(place + " ")) continue;
      if (each.contains(" nearest=")) {
        return place + " nearest=" + Objects.requireNonNullElse(found.nearest(), "-");
      }
      String text = each.substring(each.indexOf(" text=") + 6);
      if (found.message().contains(text)) return each;
    }
    return place;
  }

  private static Compiled compile(Path file) throws IOException {
    return COMPILER.compile(
        Files.readAllBytes(file), new Surroundings(256 * 1024, "", List.of(), 0));
  }
}
