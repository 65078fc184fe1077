package io.dunlin.runtime.transport;

import io.dunlin.runtime.senml.SenmlFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A device with nothing to show and no blobs. */
enum NoResources implements DeviceResources, BlobSource {
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

  @Override
  public OptionalLong size(byte[] hash) {
    return OptionalLong.empty();
  }

  @Override
  public Optional<byte[]> chunkHashes(byte[] hash) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> read(byte[] hash, long offset, int length) {
    return Optional.empty();
  }
}
