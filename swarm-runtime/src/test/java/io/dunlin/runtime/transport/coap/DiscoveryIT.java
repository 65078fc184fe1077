package io.dunlin.runtime.transport.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dunlin.runtime.transport.DeviceResources;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryIT {
  private final Endpoints endpoints = new Endpoints();

  @AfterEach
  void close() {
    endpoints.close();
  }

  @Test
  void aSearchFindsWhoIsThere() throws Exception {
    Optional<InetAddress> address =
        NetworkInterface.networkInterfaces()
            .filter(DiscoveryIT::multicasts)
            .flatMap(NetworkInterface::inetAddresses)
            .filter(a -> a.getAddress().length == 4)
            .findFirst();
    assumeTrue(address.isPresent(), "skipped: no network interface here can multicast");
    int port = freePort();
    var found = new LinkedBlockingQueue<Found>();
    String other = "ffeeddccbbaa99887766554433221100";
    CoapTransport here = device(address.get(), Endpoints.ID, port, found);
    CoapTransport there = device(address.get(), other, port, new LinkedBlockingQueue<>());
    assertThat(here.discover()).isTrue();
    assertThat(new Found[] {found.poll(10, TimeUnit.SECONDS), found.poll(10, TimeUnit.SECONDS)})
        .containsExactlyInAnyOrder(
            new Found(here.address(), Endpoints.ID), new Found(there.address(), other));
  }

  @Test
  void withoutMulticastNothingIsAsked() throws Exception {
    assertThat(endpoints.device((_, _, _) -> {}).discover()).isFalse();
  }

  private CoapTransport device(
      InetAddress address, String id, int port, LinkedBlockingQueue<Found> found) throws Exception {
    return endpoints.also(
        CoapTransport.open(
            new CoapSettings(new InetSocketAddress(address, 0), id, true, port),
            (_, _, _) -> {},
            new CoapContent(DeviceResources.none(), new MemoryBlobs(), false),
            found::add));
  }

  private static boolean multicasts(NetworkInterface face) {
    try {
      return face.isUp() && face.supportsMulticast();
    } catch (java.net.SocketException _) {
      return false;
    }
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
