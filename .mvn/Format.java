import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks or applies google-java-format: {@code check|apply ROOT}. Exit 1 if a file differs in check. */
final class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]).toRealPath();
    List<Path> sources;
    try (var files = Files.walk(root)) {
      sources =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(
                  f -> {
                    String inside = "/" + root.relativize(f);
                    return inside.contains("/src/")
                        && !inside.contains("/target/")
                        && !inside.contains("/node_modules/");
                  })
              .sorted()
              .toList();
    }
    var formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    var differing = new ArrayList<Path>();
    for (Path source : sources) {
      String before = Files.readString(source);
      String after =
          formatter.formatSource(
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(before),
                  JavaFormatterOptions.Style.GOOGLE));
      if (!after.equals(before)) {
        if (apply) Files.writeString(source, after);
        differing.add(root.relativize(source));
      }
    }
    if (differing.isEmpty()) return;
    differing.forEach(f -> System.err.println((apply ? "formatted " : "not formatted: ") + f));
    if (!apply) {
      System.err.println("Run `./mvnw -N process-sources -Dfmt=apply` to format them.");
      System.exit(1);
    }
  }
}
