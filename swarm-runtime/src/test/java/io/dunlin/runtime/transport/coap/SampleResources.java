package io.dunlin.runtime.transport.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dunlin.runtime.senml.SenmlFormat;
import io.dunlin.runtime.transport.DeviceResources;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** One series of as many records as asked for, and one task. */
final class SampleResources implements DeviceResources {
  final AtomicInteger newest = new AtomicInteger(1);

  @Override
  public List<String> series() {
    return List.of("humidity", "temperature");
  }

  @Override
  public Optional<byte[]> senml(
      String series, OptionalLong sinceUnixNanos, int n, SenmlFormat format) {
    if (!series().contains(series)) {
      return Optional.empty();
    }
    if (format == SenmlFormat.CBOR) {
      return Optional.of(new byte[] {(byte) 0x80});
    }
    var text = new StringBuilder("[");
    for (int i = 0; i < n; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"n\":\"" + series + "\",\"u\":\"Cel\",\"v\":" + (newest.get() + i) + "}");
    }
    return Optional.of(text.append("]").toString().getBytes(UTF_8));
  }

  @Override
  public Optional<byte[]> task(String mission, String task) {
    return mission.equals("river") && task.equals("scan-a")
        ? Optional.of(("{\"state\":\"running\",\"n\":" + newest.get() + "}").getBytes(UTF_8))
        : Optional.empty();
  }
}
