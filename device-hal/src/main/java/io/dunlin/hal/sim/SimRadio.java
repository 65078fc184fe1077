package io.dunlin.hal.sim;

import io.dunlin.hal.RadioFrame;
import io.dunlin.hal.RadioQuality;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;

/** A slowly fading channel around -78 dBm; the noise floor is -100 dBm. */
final class SimRadio implements RadioQuality {
  private static final int FLOOR_TENTHS = -1000;
  private final SimTime time;
  private final int silencePercent;
  private final Noise silence;
  private final Noise fading;
  private final Noise grain;

  SimRadio(long seed, SimTime time, int silencePercent) {
    this.time = time;
    this.silencePercent = silencePercent;
    this.silence = new Noise(seed, "radio.silence");
    this.fading = new Noise(seed, "radio.fading");
    this.grain = new Noise(seed, "radio.grain");
  }

  @Override
  public Reading<RadioFrame> lastFrame() {
    if (time.isClosed()) {
      return Reading.missing(Reason.Cause.CLOSED, "simulated radio is closed");
    }
    double seconds = time.seconds();
    if (silence.at((long) seconds).nextInt(100) < silencePercent) {
      return Reading.missing(Reason.Cause.NOT_READY, "no frame heard in this second");
    }
    double rssi = -780 + 120 * fading.smooth(seconds / 30) + 25 * grain.smooth(seconds * 4);
    int rssiTenths = (int) Math.round(rssi);
    return Reading.of(new RadioFrame(rssiTenths, rssiTenths - FLOOR_TENTHS, time.utcMillis()));
  }
}
