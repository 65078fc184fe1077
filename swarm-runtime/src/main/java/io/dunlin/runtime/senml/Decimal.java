package io.dunlin.runtime.senml;

/**
 * {@code mantissa * 10^exponent}, exactly: no floating point comes near a measured value.
 *
 * @param exponent -18 to 18
 */
record Decimal(long mantissa, int exponent) {
  private static final int NANOS_EXPONENT = -9;

  /** Seconds from nanoseconds. */
  static Decimal seconds(long nanos) {
    return of(nanos, NANOS_EXPONENT);
  }

  /** The same value with the smallest mantissa that leaves the exponent at most 0 or as it was. */
  static Decimal of(long mantissa, int exponent) {
    long rest = mantissa;
    int power = mantissa == 0 ? 0 : exponent;
    while (power < 0 && rest % 10 == 0) {
      rest /= 10;
      power++;
    }
    return new Decimal(rest, power);
  }

  boolean isZero() {
    return mantissa == 0;
  }

  /** The plain decimal: no exponent, no superfluous zero, no "-0". */
  @Override
  public String toString() {
    if (exponent >= 0) {
      return mantissa + "0".repeat(exponent);
    }
    String digits = Long.toString(mantissa);
    String sign = mantissa < 0 ? "-" : "";
    digits = digits.substring(sign.length());
    int missing = 1 - exponent - digits.length();
    if (missing > 0) {
      digits = "0".repeat(missing) + digits;
    }
    int point = digits.length() + exponent;
    return sign + digits.substring(0, point) + "." + digits.substring(point);
  }
}
