package io.dunlin.runtime.sync;

/**
 * How a device gives entries to gateways. It holds for telemetry and bulk; what is urgent, and
 * SwarmState, always may.
 *
 * @param bytesPerSecond at most, to each gateway; 0 for no bound but the path's own
 * @param open whether entries may go now
 */
public record UploadPolicy(long bytesPerSecond, boolean open) {
  /** No bound, always. */
  public static final UploadPolicy FREE = new UploadPolicy(0, true);

  /**
   * Checks the bound.
   *
   * @throws IllegalArgumentException if the rate is negative
   */
  public UploadPolicy {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("a rate is 0 or more, not " + bytesPerSecond);
    }
  }
}
