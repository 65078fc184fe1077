package io.dunlin.runtime.mission;

import io.dunlin.planner.Radio;
import java.time.Duration;

/**
 * The coordinator machine's limits.
 *
 * @param stableAfter how long the set of reachable devices must not change before the coordinator
 *     changes
 * @param planPause least time between two rounds of planning
 * @param planTime for the search of one round
 * @param gainPercent by how much of the remaining makespan a new placement must be better than the
 *     old one to be worth moving tasks
 * @param impossibleAfter how long a need that no known member meets is only waited for: members of
 *     a starting swarm are not known at once
 * @param latencyDefault of a link that is not measured
 * @param bytesPerSecondDefault of a link whose throughput is not measured; low, so that little is
 *     sent over it
 * @param rowFresh age up to which a link row counts in full; afterwards it loses half of its weight
 *     for each further such time
 * @param radio what transfers compete for
 */
public record MissionSettings(
    Duration stableAfter,
    Duration planPause,
    Duration planTime,
    int gainPercent,
    Duration impossibleAfter,
    Duration latencyDefault,
    long bytesPerSecondDefault,
    Duration rowFresh,
    Radio radio) {

  public static final MissionSettings DEFAULT =
      new MissionSettings(
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          10,
          Duration.ofSeconds(10),
          Duration.ofMillis(50),
          128 * 1024,
          Duration.ofMinutes(11),
          Radio.NONE);

  public MissionSettings {
    if (bytesPerSecondDefault < 1) {
      throw new IllegalArgumentException("bytesPerSecondDefault must be above 0");
    }
  }
}
