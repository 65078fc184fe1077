package io.dunlin.runtime.host.config;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The keys there are.
 *
 * @param keys dotted; a key that ends in {@code .*} names a table with free names
 */
public record Schema(SortedSet<String> keys) {

  public static Schema of(String... keys) {
    return new Schema(new TreeSet<>(Set.of(keys)));
  }

  /** These keys and more. */
  public Schema and(String... more) {
    var all = new TreeSet<>(keys);
    all.addAll(Set.of(more));
    return new Schema(all);
  }

  boolean isOpen(String key) {
    return keys.contains(key + ".*");
  }

  boolean knows(String key) {
    return keys.contains(key) || isOpen(key);
  }

  void require(String key, String origin) throws ConfigException {
    if (knows(key)) return;
    throw new ConfigException(
        origin + ": unknown setting " + key + "; did you mean " + nearest(key) + "?");
  }

  private String nearest(String key) {
    return Nearest.of(key, keys).replace(".*", "");
  }
}
