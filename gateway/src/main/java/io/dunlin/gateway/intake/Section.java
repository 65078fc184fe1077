package io.dunlin.gateway.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the file with the way to it. Getters answer null for what is not there or of another
 * type: the schema check has said so already, and what else can be said is still said.
 */
record Section(Pointer pointer, Tree.Mapping mapping) {

  /** A value together with its pointer. */
  record Value<T extends Tree>(Pointer pointer, T tree) {
    Position at() {
      return tree.at();
    }
  }

  boolean has(String key) {
    return mapping.get(key) != null;
  }

  @Nullable Value<Tree.Text> text(String key) {
    return mapping.get(key) instanceof Tree.Text text ? new Value<>(pointer.with(key), text) : null;
  }

  @Nullable Section section(String key) {
    return mapping.get(key) instanceof Tree.Mapping inner
        ? new Section(pointer.with(key), inner)
        : null;
  }

  /** The mappings of a mapping, by name, in the order of the file. */
  List<Section> sections(String key) {
    var sections = new ArrayList<Section>();
    Section around = section(key);
    if (around == null) return sections;
    for (Tree.Entry entry : around.mapping.entries()) {
      if (entry.value() instanceof Tree.Mapping inner) {
        sections.add(new Section(around.pointer.with(entry.key()), inner));
      }
    }
    return sections;
  }

  /** The mappings of a list. */
  List<Section> items(String key) {
    var sections = new ArrayList<Section>();
    if (!(mapping.get(key) instanceof Tree.Sequence list)) return sections;
    for (int i = 0; i < list.items().size(); i++) {
      if (list.items().get(i) instanceof Tree.Mapping inner) {
        sections.add(new Section(pointer.with(key).with(i), inner));
      }
    }
    return sections;
  }

  /** The texts of a list, or of a mapping's values. */
  List<Value<Tree.Text>> texts(String key) {
    var texts = new ArrayList<Value<Tree.Text>>();
    Pointer inside = pointer.with(key);
    switch (mapping.get(key)) {
      case Tree.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          if (list.items().get(i) instanceof Tree.Text text) {
            texts.add(new Value<>(inside.with(i), text));
          }
        }
      }
      case Tree.Mapping inner -> {
        for (Tree.Entry entry : inner.entries()) {
          if (entry.value() instanceof Tree.Text text) {
            texts.add(new Value<>(inside.with(entry.key()), text));
          }
        }
      }
      case null, default -> {}
    }
    return texts;
  }

  long whole(String key, long fallback) {
    if (!(mapping.get(key) instanceof Tree.Numeral number)) return fallback;
    double real = number.real();
    return real == Math.rint(real) && Math.abs(real) < 1e15 ? (long) real : fallback;
  }

  /** Where the key stands, or the section itself when the key is not there. */
  Position keyAt(String key) {
    Tree.Entry entry = mapping.entry(key);
    return entry == null ? mapping.at() : entry.keyAt();
  }
}
