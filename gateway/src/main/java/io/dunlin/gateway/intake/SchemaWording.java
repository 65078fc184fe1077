package io.dunlin.gateway.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Says in our words which rule of the schema a file breaks, where, and what is allowed. */
final class SchemaWording {
  private static final Pattern BARE_NUMBER = Pattern.compile("\\+?[0-9]+(\\.[0-9]+)?");
  private static final Pointer DEFINITIONS = Pointer.ROOT.with("$defs");
  private static final List<Pointer> QUANTITIES =
      List.of(DEFINITIONS.with("duration"), DEFINITIONS.with("size"), DEFINITIONS.with("deadline"));

  private final JsonNode schema;
  private final Tree root;
  private final Findings findings;

  SchemaWording(JsonNode schema, Tree root, Findings findings) {
    this.schema = schema;
    this.root = root;
    this.findings = findings;
  }

  /**
   * @param keyword of the broken rule
   * @param at the value that breaks it
   * @param rule where the rule stands in the schema
   * @param property the key in question, where the rule is about one
   */
  void say(String keyword, Pointer at, Pointer rule, String property) {
    JsonNode around = rule.parent().in(schema);
    switch (keyword) {
      case "additionalProperties" -> unknownKey(at.with(property), around.path("properties"));
      case "required" ->
          add(
              Code.MISSING_KEY,
              at,
              "key \"" + property + "\" is missing",
              around.path("properties").path(property));
      case "propertyNames" ->
          findings.error(
              Code.MALFORMED,
              at.with(property).keyPositionIn(root),
              at.with(property).toString(),
              quoted(property) + " is no name",
              described(around.path("propertyNames")));
      case "not" ->
          findings.error(
              codeBeside(around, Code.NOT_YET),
              at.keyPositionIn(root),
              at.toString(),
              "key \"" + at.last() + "\" does not work yet",
              described(around));
      case "enum" -> unknownWord(at, around);
      case "type", "pattern" -> notThat(keyword, at, rule.parent(), around);
      default -> add(codeOf(keyword), at, written(at) + " " + complaint(keyword), around);
    }
  }

  private void unknownKey(Pointer at, JsonNode properties) {
    var known = new TreeSet<>(properties.propertyNames());
    known.removeIf(key -> properties.path(key).path("$ref").asString("").endsWith("/notYet"));
    findings.error(
        Code.UNKNOWN_KEY,
        at.keyPositionIn(root),
        at.toString(),
        "unknown key " + quoted(at.last()),
        String.join(", ", known),
        Names.nearest(at.last(), known));
  }

  private void unknownWord(Pointer at, JsonNode around) {
    SortedSet<String> known = new TreeSet<>();
    for (JsonNode word : around.path("enum")) known.add(word.asString());
    Tree value = at.in(root);
    findings.error(
        codeBeside(around, Code.UNKNOWN_WORD),
        at.positionIn(root),
        at.toString(),
        written(at) + " is not known here",
        String.join(", ", known),
        value instanceof Tree.Text text ? Names.nearest(text.value(), known) : null);
  }

  private void notThat(String keyword, Pointer at, Pointer definition, JsonNode around) {
    Tree value = at.in(root);
    boolean bare =
        value instanceof Tree.Numeral
            || (value instanceof Tree.Text text && BARE_NUMBER.matcher(text.value()).matches());
    if (bare && QUANTITIES.contains(definition)) {
      add(Code.UNIT_MISSING, at, written(at) + " has no unit", around);
    } else if (keyword.equals("type")) {
      String expected = expected(around.path("type").asString());
      String code =
          value instanceof Tree.Text ? codeBeside(around, Code.WRONG_TYPE) : Code.WRONG_TYPE;
      add(code, at, written(at) + " stands where " + expected + " is expected", around);
    } else {
      add(codeBeside(around, Code.MALFORMED), at, written(at) + " is malformed", around);
    }
  }

  private void add(String code, Pointer at, String message, JsonNode describing) {
    findings.error(code, at.positionIn(root), at.toString(), message, described(describing));
  }

  private static String codeOf(String keyword) {
    return switch (keyword) {
      case "minimum", "maximum" -> Code.OUT_OF_RANGE;
      case "minItems", "maxItems", "minProperties", "maxProperties", "uniqueItems", "maxLength" ->
          Code.WRONG_COUNT;
      default -> Code.MALFORMED;
    };
  }

  private static String complaint(String keyword) {
    return switch (keyword) {
      case "minimum" -> "is too small";
      case "maximum" -> "is too large";
      case "minItems", "minProperties" -> "has too few entries";
      case "maxItems", "maxProperties" -> "has too many entries";
      case "uniqueItems" -> "names something twice";
      case "maxLength" -> "is too long";
      default -> "breaks the rule " + keyword;
    };
  }

  private static String codeBeside(JsonNode rule, String otherwise) {
    String comment = rule.path("$comment").asString("");
    return comment.startsWith("DNL-") ? comment : otherwise;
  }

  private static String expected(String type) {
    return switch (type) {
      case "object" -> "a mapping";
      case "array" -> "a list";
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      default -> type;
    };
  }

  /** The description beside a rule, or of what it refers to. */
  private String described(JsonNode rule) {
    String own = rule.path("description").asString("");
    if (!own.isEmpty()) return own;
    String reference = rule.path("$ref").asString("");
    if (reference.isEmpty()) return "";
    Pointer pointer = Pointer.ROOT;
    for (String name : List.of(reference.substring(2).split("/", -1))) pointer = pointer.with(name);
    return pointer.in(schema).path("description").asString("");
  }

  private String written(Pointer at) {
    return switch (at.in(root)) {
      case Tree.Text text -> quoted(text.value());
      case Tree.Numeral number -> number.written();
      case Tree.Flag flag -> Boolean.toString(flag.value());
      case Tree other -> other.kind();
      case null -> "nothing";
    };
  }

  static String quoted(String text) {
    List<Integer> points = new ArrayList<>();
    text.codePoints().limit(41).forEach(points::add);
    var shown = new StringBuilder("\"");
    for (int i = 0; i < Math.min(40, points.size()); i++) {
      int point = points.get(i);
      shown.appendCodePoint(Character.isISOControl(point) ? '\uFFFD' : point);
    }
    return shown.append(points.size() > 40 ? "…\"" : "\"").toString();
  }
}
