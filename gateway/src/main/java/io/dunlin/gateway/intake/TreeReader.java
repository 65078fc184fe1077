package io.dunlin.gateway.intake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Bytes to a {@link Tree}: YAML 1.2 core schema, of which JSON is a part. Reads events one by one
 * and stops at the first that breaks a bound: nesting {@link #DEPTH_MAX}, {@link #VALUES_MAX}
 * values with aliases counted as often as they are used, numbers of {@link #NUMBER_CHARS_MAX}
 * characters. Cost O(bytes).
 */
final class TreeReader {
  static final int DEPTH_MAX = 24;
  static final int VALUES_MAX = 200_000;
  static final int NUMBER_CHARS_MAX = 40;

  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final String PLAIN = "one YAML or JSON document in UTF-8";

  private final Map<String, Tree> anchors = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private long values;
  private @Nullable Tree root;

  private TreeReader() {}

  /** A list or mapping whose end has not come yet. */
  private static final class Open {
    final Position at;
    final boolean mapping;
    final Optional<String> anchor;
    final List<Tree> items = new ArrayList<>();
    final List<Tree.Entry> entries = new ArrayList<>();
    final Set<String> keys = new HashSet<>();
    Tree.@Nullable Text key;

    Open(Position at, boolean mapping, Optional<String> anchor) {
      this.at = at;
      this.mapping = mapping;
      this.anchor = anchor;
    }
  }

  static Tree read(byte[] file) throws SyntaxException {
    String text = decode(file);
    var reader = new TreeReader();
    var settings = LoadSettings.builder().setUseMarks(true).setCodePointLimit(file.length + 1);
    try {
      Iterator<Event> events = new Parse(settings.build()).parseString(text).iterator();
      while (events.hasNext()) reader.take(events.next());
    } catch (ReaderException e) {
      throw new SyntaxException(
          Code.SYNTAX,
          positionOf(text, e.getPosition()),
          "a control character (U+%04X)".formatted(e.getCodePoint()),
          PLAIN);
    } catch (MarkedYamlEngineException e) {
      throw new SyntaxException(Code.SYNTAX, placeOf(e), problemOf(e), PLAIN);
    } catch (YamlEngineException e) {
      throw new SyntaxException(Code.SYNTAX, Position.FILE, "this is no YAML", PLAIN);
    }
    if (reader.root == null) {
      throw new SyntaxException(
          Code.EMPTY, Position.FILE, "the file is empty", "schema: dunlin.mission/v1 and so on");
    }
    return reader.root;
  }

  private void take(Event event) throws SyntaxException {
    Position at = at(event);
    switch (event.getEventId()) {
      case DocumentStart -> {
        if (root != null) throw notPlain(at, "a second document");
      }
      case MappingStart, SequenceStart -> begin((CollectionStartEvent) event, at);
      case MappingEnd, SequenceEnd -> end();
      case Scalar -> scalar((ScalarEvent) event, at);
      case Alias -> alias((AliasEvent) event, at);
      default -> {}
    }
  }

  private void begin(CollectionStartEvent start, Position at) throws SyntaxException {
    refuseTag(start.getTag(), at);
    if (open.size() == DEPTH_MAX) {
      throw new SyntaxException(
          Code.TOO_DEEP, at, "nested deeper than " + DEPTH_MAX, "at most " + DEPTH_MAX + " levels");
    }
    boolean mapping = start.getEventId() == Event.ID.MappingStart;
    refuseAsKey(at);
    open.push(new Open(at, mapping, anchor(start)));
  }

  private void end() throws SyntaxException {
    Open ended = open.pop();
    Tree tree =
        ended.mapping
            ? Tree.Mapping.of(ended.at, ended.entries)
            : Tree.Sequence.of(ended.at, ended.items);
    ended.anchor.ifPresent(name -> anchors.put(name, tree));
    values++;
    place(tree);
  }

  private void scalar(ScalarEvent event, Position at) throws SyntaxException {
    refuseTag(event.getTag(), at);
    refuseSurrogates(event.getValue(), at);
    Tree tree = event.isPlain() ? plain(event.getValue(), at) : new Tree.Text(at, event.getValue());
    anchor(event).ifPresent(name -> anchors.put(name, tree));
    values++;
    Open parent = open.peek();
    if (parent != null && parent.mapping && parent.key == null) {
      key(parent, new Tree.Text(at, event.getValue()));
    } else {
      place(tree);
    }
  }

  private void alias(AliasEvent event, Position at) throws SyntaxException {
    Tree tree = anchors.get(event.getAlias().getValue());
    if (tree == null) {
      throw notPlain(at, "*" + event.getAlias().getValue() + ", with no such anchor before it,");
    }
    refuseAsKey(at);
    values += tree.weight();
    place(tree);
  }

  private static void key(Open mapping, Tree.Text key) throws SyntaxException {
    if (!mapping.keys.add(key.value())) {
      throw new SyntaxException(
          Code.DUPLICATE_KEY,
          key.at(),
          "key \"" + key.value() + "\" stands here twice",
          "each key once");
    }
    mapping.key = key;
  }

  private void place(Tree tree) throws SyntaxException {
    if (values > VALUES_MAX) {
      throw new SyntaxException(
          Code.TOO_MANY_VALUES,
          tree.at(),
          "more than " + VALUES_MAX + " values, aliases included",
          "at most " + VALUES_MAX + " values");
    }
    Open parent = open.peek();
    if (parent == null) {
      root = tree;
    } else if (!parent.mapping) {
      parent.items.add(tree);
    } else if (parent.key != null) {
      parent.entries.add(new Tree.Entry(parent.key.at(), parent.key.value(), tree));
      parent.key = null;
    }
  }

  private void refuseAsKey(Position at) throws SyntaxException {
    Open parent = open.peek();
    if (parent != null && parent.mapping && parent.key == null) {
      throw notPlain(at, "a key that is not text");
    }
  }

  private static void refuseTag(Optional<String> tag, Position at) throws SyntaxException {
    if (tag.isPresent() && !tag.get().equals("!")) {
      throw notPlain(at, "the tag " + tag.get());
    }
  }

  private static void refuseSurrogates(String value, Position at) throws SyntaxException {
    boolean half = value.codePoints().anyMatch(TreeReader::isSurrogate);
    if (half) throw notPlain(at, "half of a surrogate pair");
  }

  /** Pairs have been put together by then. */
  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static Tree plain(String value, Position at) throws SyntaxException {
    if (NOTHING.contains(value)) return new Tree.Nothing(at);
    if (TRUE.contains(value)) return new Tree.Flag(at, true);
    if (FALSE.contains(value)) return new Tree.Flag(at, false);
    char first = value.charAt(0);
    boolean digits = (first >= '0' && first <= '9') || "+-.".indexOf(first) >= 0;
    if (!digits || value.length() > NUMBER_CHARS_MAX) return new Tree.Text(at, value);
    if (WHOLE.matcher(value).matches()) return new Tree.Numeral(at, value, true);
    if (!REAL.matcher(value).matches()) return new Tree.Text(at, value);
    if (Double.isInfinite(Double.parseDouble(value))) throw notPlain(at, "a number beyond bounds");
    return new Tree.Numeral(at, value, false);
  }

  private static Optional<String> anchor(NodeEvent event) {
    return event.getAnchor().map(a -> a.getValue());
  }

  private static SyntaxException notPlain(Position at, String what) {
    return new SyntaxException(Code.NOT_PLAIN, at, what + " has no place in a mission file", PLAIN);
  }

  private static Position at(Event event) {
    return event
        .getStartMark()
        .map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
        .orElse(Position.FILE);
  }

  private static Position placeOf(MarkedYamlEngineException e) {
    return e.getProblemMark()
        .or(e::getContextMark)
        .map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
        .orElse(Position.FILE);
  }

  /** The library's words, without its picture of the line. */
  private static String problemOf(MarkedYamlEngineException e) {
    String problem = e.getProblem() == null ? "this is no YAML" : e.getProblem();
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return (context + problem).strip();
  }

  private static String decode(byte[] file) throws SyntaxException {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(file);
    CharBuffer out = CharBuffer.allocate(file.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new SyntaxException(
          Code.NOT_UTF8,
          positionOf(text, text.codePointCount(0, text.length())),
          "byte %d (0x%02X) is not UTF-8".formatted(in.position(), file[in.position()]),
          PLAIN);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Where the code point of this index stands. */
  private static Position positionOf(String text, int codePoint) {
    int line = 1;
    int column = 1;
    int[] points = text.codePoints().limit(codePoint).toArray();
    for (int point : points) {
      column++;
      if (point == '\n') {
        line++;
        column = 1;
      }
    }
    return new Position(line, column);
  }
}
