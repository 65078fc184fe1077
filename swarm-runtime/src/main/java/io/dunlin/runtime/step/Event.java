package io.dunlin.runtime.step;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that happened, with a stable number and fields. Only the host turns it into a log line;
 * tests assert events, not text. The numbers are listed in {@code docs/operations/events.md}.
 *
 * @param number stable for ever, ranges by room
 * @param name dotted words, stable too
 * @param fields values are String, Long, Integer, Double or Boolean
 */
public record Event(int number, String name, SortedMap<String, Object> fields) {

  public Event {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** An event from alternating field names and values. */
  public static Event of(int number, String name, Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a field name without a value in event " + name);
    }
    var fields = new TreeMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Event(number, name, fields);
  }
}
