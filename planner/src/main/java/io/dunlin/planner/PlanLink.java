package io.dunlin.planner;

/** A directed link: {@code bytes} take {@code latencySeconds + bytes / bytesPerSecond}. */
public record PlanLink(String from, String to, double latencySeconds, double bytesPerSecond) {
  /** Seconds for one transfer over this link alone. */
  public double seconds(double bytes) {
    return bytes == 0 ? latencySeconds : latencySeconds + bytes / bytesPerSecond;
  }
}
