package io.dunlin.runtime.transport;

import io.dunlin.runtime.senml.SenmlFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A device with nothing to show. */
enum NoResources implements DeviceResources {
  INSTANCE;

  @Override
  public List<String> series() {
    return List.of();
  }

  @Override
  public Optional<byte[]> senml(
      String series, OptionalLong sinceUnixNanos, int n, SenmlFormat format) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> task(String mission, String task) {
    return Optional.empty();
  }
}
