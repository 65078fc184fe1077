package io.dunlin.gateway.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A YAML or JSON value that knows where it stands. Immutable; an alias shares the same value. */
sealed interface Tree {
  Position at();

  /** How many values it holds, itself included, with every alias counted as often as it is used. */
  long weight();

  /** What a user calls this kind of value. */
  String kind();

  record Nothing(Position at) implements Tree {
    @Override
    public long weight() {
      return 1;
    }

    @Override
    public String kind() {
      return "nothing";
    }
  }

  record Flag(Position at, boolean value) implements Tree {
    @Override
    public long weight() {
      return 1;
    }

    @Override
    public String kind() {
      return "true or false";
    }
  }

  /** A number as it was written; whole when it has neither fraction nor exponent. */
  record Numeral(Position at, String written, boolean whole) implements Tree {
    @Override
    public long weight() {
      return 1;
    }

    @Override
    public String kind() {
      return "a number";
    }

    double real() {
      return Double.parseDouble(written);
    }
  }

  record Text(Position at, String value) implements Tree {
    @Override
    public long weight() {
      return 1;
    }

    @Override
    public String kind() {
      return "text";
    }
  }

  record Sequence(Position at, List<Tree> items, long weight) implements Tree {
    static Sequence of(Position at, List<Tree> items) {
      return new Sequence(at, List.copyOf(items), 1 + items.stream().mapToLong(Tree::weight).sum());
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** One key with its value. */
  record Entry(Position keyAt, String key, Tree value) {}

  /** Entries in the order of the file; keys are distinct. */
  record Mapping(Position at, List<Entry> entries, long weight) implements Tree {
    static Mapping of(Position at, List<Entry> entries) {
      long inside = entries.stream().mapToLong(e -> 1 + e.value().weight()).sum();
      return new Mapping(at, List.copyOf(entries), 1 + inside);
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    @Nullable Entry entry(String key) {
      for (Entry each : entries) if (each.key().equals(key)) return each;
      return null;
    }

    @Nullable Tree get(String key) {
      Entry entry = entry(key);
      return entry == null ? null : entry.value();
    }
  }
}
