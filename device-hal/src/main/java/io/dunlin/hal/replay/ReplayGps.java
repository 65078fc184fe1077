package io.dunlin.hal.replay;

import io.dunlin.hal.Fix;
import io.dunlin.hal.PositionSensor;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import java.util.Optional;

/** A recorded track; rows without a fix are silence. */
record ReplayGps(Player<Optional<Fix>> player) implements PositionSensor {
  @Override
  public Reading<Fix> fix() {
    return switch (player.next()) {
      case Reading.Value<Optional<Fix>>(Optional<Fix> fix) ->
          fix.<Reading<Fix>>map(Reading::of)
              .orElseGet(() -> Reading.missing(Reason.Cause.NOT_READY, "recorded without a fix"));
      case Reading.Missing<Optional<Fix>>(Reason why) -> new Reading.Missing<>(why);
    };
  }
}
