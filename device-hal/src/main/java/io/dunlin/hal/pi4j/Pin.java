package io.dunlin.hal.pi4j;

import io.dunlin.hal.HardwareException;
import io.dunlin.hal.HardwareSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named line of the header.
 *
 * @param bcm Broadcom number, 0 to 63
 * @param pull the built-in resistor
 */
record Pin(String name, int bcm, Pull pull) {
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9][a-z0-9_-]{0,31}):(\\d{1,2})(?::(up|down))?");

  enum Pull {
    OFF,
    UP,
    DOWN
  }

  /** Reads a list such as {@code door:17:up, motion:22}. */
  static List<Pin> list(HardwareSpec spec, String key) throws HardwareException {
    List<Pin> pins = new ArrayList<>();
    for (String part : spec.list(key)) {
      Matcher form = FORM.matcher(part);
      if (!form.matches() || Integer.parseInt(form.group(2)) > 63) {
        throw new HardwareException(
            "hardware.%s names \"%s\": must be name:number or name:number:up, such as door:17:up"
                .formatted(key, part));
      }
      pins.add(new Pin(form.group(1), Integer.parseInt(form.group(2)), pull(form.group(3))));
    }
    return pins;
  }

  private static Pull pull(@Nullable String word) {
    if (word == null) {
      return Pull.OFF;
    }
    return word.equals("up") ? Pull.UP : Pull.DOWN;
  }
}
