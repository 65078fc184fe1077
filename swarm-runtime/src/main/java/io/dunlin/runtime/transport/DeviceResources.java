package io.dunlin.runtime.transport;

import io.dunlin.runtime.senml.SenmlFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a device shows to a reader on CoAP, answered from read-only views. Called on the transport's
 * threads, several at once; an answer takes at most some milliseconds and never throws for an
 * unknown name.
 */
public interface DeviceResources {
  /** Most observations in one answer, whatever a reader asks for. */
  int OBSERVATIONS_MAX = 1_000;

  /** Names of the series, sorted; one path {@code /s/{series}} each, listed for discovery. */
  List<String> series();

  /**
   * The newest observations of a series as one SenML pack, oldest first; empty when there is no
   * such series. A series without observations is an empty pack.
   *
   * @param sinceUnixNanos only observations after this time, when given
   * @param n how many at most, 1 to {@link #OBSERVATIONS_MAX}
   */
  Optional<byte[]> senml(String series, OptionalLong sinceUnixNanos, int n, SenmlFormat format);

  /** The state of a task as JSON; empty when the mission or the task is not known here. */
  Optional<byte[]> task(String mission, String task);

  /** Shows nothing: for a process that only carries packets. */
  static DeviceResources none() {
    return NoResources.INSTANCE;
  }
}
