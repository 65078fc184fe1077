package io.dunlin.gateway.intake;

import io.dunlin.gateway.IntakeResult.Why;
import io.dunlin.gateway.intake.Section.Value;
import io.dunlin.gateway.intake.TaskReader.Window;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A mission file to a {@link Mission}, or to everything that is wrong with it. The same bytes and
 * surroundings give the same answer. Safe to share between threads. Making one costs about half a
 * second of class loading, a file of fifty tasks some milliseconds.
 */
public final class MissionCompiler {
  /** A compiled mission is one entry of a log, with room left for key, stamp and signature. */
  public static final int CANONICAL_BYTES_MAX = 60_000;

  private final SchemaCheck schema = new SchemaCheck();

  /** The published JSON Schema, for editors and for whoever checks files elsewhere. */
  public static String schemaText() {
    return SchemaCheck.text();
  }

  public Compiled compile(byte[] file, Surroundings surroundings) {
    var findings = new Findings();
    if (file.length > surroundings.bytesMax()) {
      findings.error(
          Code.TOO_LARGE,
          Position.FILE,
          "",
          "the file has " + file.length + " bytes",
          "at most " + surroundings.bytesMax() + " bytes");
      return wrong(Why.INVALID, findings);
    }
    try {
      return compile(TreeReader.read(file), surroundings, findings);
    } catch (SyntaxException e) {
      findings.error(e.code, e.at, "", String.valueOf(e.getMessage()), e.allowed);
      return wrong(Why.INVALID, findings);
    }
  }

  private Compiled compile(Tree root, Surroundings surroundings, Findings findings) {
    schema.check(root, findings);
    if (!(root instanceof Tree.Mapping mapping)) return wrong(Why.INVALID, findings);
    var file = new Section(Pointer.ROOT, mapping);
    String name = name(file, surroundings.name(), findings);
    Window window = window(file, surroundings.nowMillis(), findings);
    SortedMap<String, Section> tasks = new TreeMap<>();
    for (Section task : file.sections("tasks")) tasks.put(task.pointer().last(), task);
    List<TaskSpec> specs = specs(file, tasks, window, findings);
    new Edges(tasks, findings).check();
    var rules = new RuleReader(new TreeSet<>(tasks.keySet()), findings).read(file);
    if (findings.anyError()) return wrong(Why.INVALID, findings);
    var mission = new Mission(name, window.startMillis(), window.endMillis(), specs, rules);
    int bytes = mission.canonicalBytes().length;
    if (bytes > CANONICAL_BYTES_MAX) {
      findings.error(
          Code.COMPILED_TOO_LARGE,
          Position.FILE,
          "",
          "the mission compiles to " + bytes + " bytes",
          "at most " + CANONICAL_BYTES_MAX + " bytes; split it into several missions");
      return wrong(Why.INVALID, findings);
    }
    return place(mission, root, surroundings, findings);
  }

  private static Compiled place(
      Mission mission, Tree root, Surroundings surroundings, Findings findings) {
    List<Member> members = surroundings.members();
    if (!members.isEmpty() && !new Placement(mission, root, members, findings).check()) {
      return wrong(Why.CANNOT_BE_PLACED, findings);
    }
    return new Compiled.Right(mission, findings.sorted());
  }

  private static Compiled wrong(Why why, Findings findings) {
    return new Compiled.Wrong(why, findings.sorted());
  }

  private static String name(Section file, String uploadedAs, Findings findings) {
    Value<Tree.Text> name = file.text("name");
    if (name == null) return "";
    String written = name.tree().value();
    if (!uploadedAs.isEmpty() && !uploadedAs.equals(written)) {
      findings.error(
          Code.OTHER_NAME,
          name.at(),
          name.pointer().toString(),
          "the file is named "
              + SchemaWording.quoted(written)
              + " but was uploaded as "
              + SchemaWording.quoted(uploadedAs),
          "the same name in both");
    }
    return written;
  }

  private static Window window(Section file, long nowMillis, Findings findings) {
    Section section = file.section("window");
    if (section == null) return new Window(0, 0);
    var quantities = new Quantities(findings);
    long start = quantities.time(section.text("start"));
    long end = quantities.time(section.text("end"));
    if (start != 0 && end != 0 && end <= start) {
      findings.error(
          Code.WINDOW_ORDER,
          section.keyAt("end"),
          section.pointer().with("end").toString(),
          "the window ends before it starts",
          "an end after the start");
    } else if (end != 0 && nowMillis != 0 && end <= nowMillis) {
      findings.warning(
          Code.WINDOW_PAST,
          section.keyAt("end"),
          section.pointer().with("end").toString(),
          "the window has ended: nothing of this mission would start",
          "an end in the future");
    }
    return new Window(start, end);
  }

  private static List<TaskSpec> specs(
      Section file, SortedMap<String, Section> tasks, Window window, Findings findings) {
    Section defaults = file.section("defaults");
    if (defaults == null) {
      defaults =
          new Section(
              Pointer.ROOT.with("defaults"), Tree.Mapping.of(file.mapping().at(), List.of()));
    }
    var reader = new TaskReader(findings, defaults, window);
    var specs = new ArrayList<TaskSpec>();
    for (Section task : tasks.values()) specs.add(reader.read(task));
    return specs;
  }
}
