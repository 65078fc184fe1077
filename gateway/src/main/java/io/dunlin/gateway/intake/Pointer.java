package io.dunlin.gateway.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The way from the root of a document to one of its values.
 *
 * @param names keys, and indices in digits
 */
record Pointer(List<String> names) {
  static final Pointer ROOT = new Pointer(List.of());

  Pointer with(String name) {
    var longer = new ArrayList<>(names);
    longer.add(name);
    return new Pointer(List.copyOf(longer));
  }

  Pointer with(int index) {
    return with(Integer.toString(index));
  }

  Pointer parent() {
    return new Pointer(names.subList(0, names.size() - 1));
  }

  String last() {
    return names.getLast();
  }

  @Nullable Tree in(Tree root) {
    Tree at = root;
    for (String name : names) {
      Tree next =
          switch (at) {
            case Tree.Mapping mapping -> mapping.get(name);
            case Tree.Sequence sequence -> item(sequence, name);
            default -> null;
          };
      if (next == null) return null;
      at = next;
    }
    return at;
  }

  private static @Nullable Tree item(Tree.Sequence sequence, String name) {
    int index = Integer.parseInt(name);
    return index < sequence.items().size() ? sequence.items().get(index) : null;
  }

  /** Where the value stands; the nearest value around it when it is not there. */
  Position positionIn(Tree root) {
    Pointer pointer = this;
    while (true) {
      Tree tree = pointer.in(root);
      if (tree != null) return tree.at();
      pointer = pointer.parent();
    }
  }

  /** Where the key of this value stands; for an item of a list, the item. */
  Position keyPositionIn(Tree root) {
    if (!names.isEmpty() && parent().in(root) instanceof Tree.Mapping mapping) {
      Tree.Entry entry = mapping.entry(last());
      if (entry != null) return entry.keyAt();
    }
    return positionIn(root);
  }

  JsonNode in(JsonNode root) {
    JsonNode at = root;
    for (String name : names) at = at.isArray() ? at.path(Integer.parseInt(name)) : at.path(name);
    return at;
  }

  /** RFC 6901. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (String name : names) {
      text.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
