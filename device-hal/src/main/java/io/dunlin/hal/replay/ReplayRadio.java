package io.dunlin.hal.replay;

import io.dunlin.hal.RadioFrame;
import io.dunlin.hal.RadioQuality;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import java.util.Optional;

/** Recorded frames; one that was sent and never heard is silence. */
record ReplayRadio(Player<Optional<RadioFrame>> player) implements RadioQuality {
  @Override
  public Reading<RadioFrame> lastFrame() {
    return switch (player.next()) {
      case Reading.Value<Optional<RadioFrame>>(Optional<RadioFrame> frame) ->
          frame
              .<Reading<RadioFrame>>map(Reading::of)
              .orElseGet(() -> Reading.missing(Reason.Cause.NOT_READY, "sent and not heard"));
      case Reading.Missing<Optional<RadioFrame>>(Reason why) -> new Reading.Missing<>(why);
    };
  }
}
