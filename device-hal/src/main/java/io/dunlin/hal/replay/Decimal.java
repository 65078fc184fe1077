package io.dunlin.hal.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Decimal text to scaled integers, without going through binary fractions. */
final class Decimal {
  /** Bounds digits and exponent, so that no text can ask for a huge number. */
  private static final Pattern FORM =
      Pattern.compile("[+-]?\\d{1,20}(\\.\\d{0,30})?([eE][+-]?\\d{1,2})?");

  private Decimal() {}

  /** The number in units of 10^scale, half to even; empty where it is none or does not fit. */
  static OptionalLong scaled(String text, int scale) {
    String number = text.strip();
    if (!FORM.matcher(number).matches()) {
      return OptionalLong.empty();
    }
    BigDecimal units =
        new BigDecimal(number).scaleByPowerOfTen(-scale).setScale(0, RoundingMode.HALF_EVEN);
    return units.unscaledValue().bitLength() < Long.SIZE
        ? OptionalLong.of(units.longValueExact())
        : OptionalLong.empty();
  }

  /** A measured number in units of 10^scale; empty where it is not finite or does not fit. */
  static OptionalLong scaled(double number, int scale) {
    double units = number * Math.pow(10, -scale);
    return Math.abs(units) < 9e18 ? OptionalLong.of(Math.round(units)) : OptionalLong.empty();
  }
}
