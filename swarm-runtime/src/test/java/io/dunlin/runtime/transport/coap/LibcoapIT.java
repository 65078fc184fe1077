package io.dunlin.runtime.transport.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** libcoap's own client reads a device. */
class LibcoapIT {
  private final Endpoints endpoints = new Endpoints();

  @AfterEach
  void close() {
    endpoints.close();
  }

  private static Optional<String> program() {
    return Stream.of(
            "coap-client", "coap-client-notls", "coap-client-gnutls", "coap-client-openssl")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static String run(String... arguments) throws Exception {
    Optional<String> program = program();
    assumeTrue(program.isPresent(), "skipped: no coap-client; apt-get install libcoap3-bin");
    var command = Stream.concat(program.stream(), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(out).isTrue();
    return out;
  }

  @Test
  void coapClientReadsDiscoveryAndALongSeries() throws Exception {
    CoapTransport device =
        endpoints.device((_, _, _) -> {}, new SampleResources(), new MemoryBlobs(), false);
    assertThat(run("-B", "5", device.address() + "/.well-known/core"))
        .contains("</sync>;rt=\"dunlin.device\"");
    assertThat(run("-B", "5", device.address() + "/s/temperature?n=300"))
        .contains("[{\"n\":\"temperature\"", "\"v\":300}]");
    assertThat(List.of(run("-B", "5", "-b", "64", device.address() + "/s/humidity?n=20")))
        .first()
        .asString()
        .contains("\"v\":20}]");
  }
}
