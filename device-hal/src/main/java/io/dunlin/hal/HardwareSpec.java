package io.dunlin.hal;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What a device's configuration says about its hardware: the keys of {@code [hardware]} as text.
 * {@code kind} names the adapters in order of preference, for example {@code "replay, sim"}; which
 * other keys there are is each adapter's business.
 */
public record HardwareSpec(SortedMap<String, String> settings) {

  public HardwareSpec {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  public static HardwareSpec of(Map<String, String> settings) {
    return new HardwareSpec(new TreeMap<>(settings));
  }

  public Optional<String> text(String key) {
    return Optional.ofNullable(settings.get(key)).map(String::strip).filter(s -> !s.isEmpty());
  }

  /** The parts of a list written {@code a, b}. */
  public List<String> list(String key) {
    return text(key).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** An integer within bounds, or {@code otherwise} where the key is not set. */
  public long integer(String key, long otherwise, long min, long max) throws HardwareException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.decode(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      // the message below names what is allowed
    }
    throw new HardwareException(
        "hardware.%s = \"%s\": must be a whole number from %d to %d"
            .formatted(key, text.get(), min, max));
  }

  /** A number within bounds, or {@code otherwise} where the key is not set. */
  public double number(String key, double otherwise, double min, double max)
      throws HardwareException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      // the message below names what is allowed
    }
    throw new HardwareException(
        "hardware.%s = \"%s\": must be a number from %s to %s"
            .formatted(key, text.get(), min, max));
  }

  /** True or false, or {@code otherwise} where the key is not set. */
  public boolean flag(String key, boolean otherwise) throws HardwareException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    return switch (text.get()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new HardwareException(
              "hardware.%s = \"%s\": must be true or false".formatted(key, text.get()));
    };
  }

  /** Refuses keys that nobody will read, so that a typing error does not pass in silence. */
  public void requireOnly(SortedSet<String> known) throws HardwareException {
    for (String key : settings.keySet()) {
      if (!known.contains(key)) {
        throw new HardwareException(
            "hardware.%s is not a setting here; allowed: %s"
                .formatted(key, String.join(", ", known)));
      }
    }
  }
}
