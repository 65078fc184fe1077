package io.dunlin.hal;

import java.util.OptionalLong;

/**
 * How well one frame was heard.
 *
 * @param rssiDbmTenths received signal strength, tenths of dBm, -2000 to 500
 * @param snrDbTenths signal to noise ratio, tenths of dB, -1000 to 2000
 * @param utcMillis when it was heard, where the receiver knows
 */
public record RadioFrame(int rssiDbmTenths, int snrDbTenths, OptionalLong utcMillis) {
  public RadioFrame {
    if (!isPlausible(rssiDbmTenths, snrDbTenths)) {
      throw new IllegalArgumentException("rssi " + rssiDbmTenths + ", snr " + snrDbTenths);
    }
  }

  public static boolean isPlausible(long rssiDbmTenths, long snrDbTenths) {
    return rssiDbmTenths >= -2000
        && rssiDbmTenths <= 500
        && snrDbTenths >= -1000
        && snrDbTenths <= 2000;
  }
}
