package io.dunlin.runtime.transport.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.DeviceResources;
import io.dunlin.runtime.transport.coap.Endpoints.Inbox;
import io.dunlin.runtime.transport.coap.Endpoints.Packet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoapTransportIT {
  private final Endpoints endpoints = new Endpoints();

  @AfterEach
  void close() {
    endpoints.close();
  }

  @Test
  void aPacketArrivesWithItsChannelAndTheAddressItsAnswerGoesTo() throws Exception {
    var hears = new Inbox();
    CoapTransport one = endpoints.device(hears);
    CoapTransport two =
        endpoints.device((from, channel, payload) -> one.send(from, channel, payload));
    one.send(two.address(), Channel.PROBE, new byte[] {1, 2, 3});
    assertThat(hears.next()).isEqualTo(new Packet(one.address(), Channel.PROBE, "010203"));
  }

  @Test
  void theSenderIsToldByItsListeningAddress() throws Exception {
    var inbox = new Inbox();
    CoapTransport one = endpoints.device((_, _, _) -> {});
    CoapTransport two = endpoints.device(inbox);
    one.send(two.address(), Channel.SYNC, HexFormat.of().parseHex("cafe"));
    assertThat(inbox.next()).isEqualTo(new Packet(one.address(), Channel.SYNC, "cafe"));
    one.send(two.address(), Channel.PROBE, new byte[0]);
    assertThat(inbox.next()).isEqualTo(new Packet(one.address(), Channel.PROBE, ""));
    one.send(two.address(), Channel.SYNC, new byte[1_024]);
    assertThat(inbox.next().hex()).hasSize(2_048);
    await().untilAsserted(() -> assertThat(one.counts().sentPackets()).isEqualTo(3));
    assertThat(one.counts().sentBytes()).isEqualTo(2 + 1_024);
    assertThat(two.counts().receivedPackets()).isEqualTo(3);
  }

  @Test
  void whatCannotLeaveIsCountedAndNeverThrown() throws Exception {
    CoapTransport one = endpoints.device((_, _, _) -> {});
    one.send("coap://127.0.0.1:5683", Channel.SYNC, new byte[1_025]);
    one.send("mqtt:00", Channel.SYNC, new byte[1]);
    one.send("coap://", Channel.SYNC, new byte[1]);
    one.send("coap://127.0.0.1:99999", Channel.SYNC, new byte[1]);
    one.send("coap://no-such-host.invalid:5683", Channel.SYNC, new byte[1]);
    one.close();
    one.send("coap://127.0.0.1:5683", Channel.SYNC, new byte[1]);
    one.close();
    assertThat(one.counts().dropped()).isEqualTo(6);
  }

  @Test
  void aNameIsLookedUpAsideAndKnownAMomentLater() throws Exception {
    var inbox = new Inbox();
    CoapTransport one = endpoints.device((_, _, _) -> {});
    CoapTransport two = endpoints.device(inbox);
    String named = two.address().replace("127.0.0.1", "localhost");
    await()
        .until(() -> {
          one.send(named, Channel.SYNC, new byte[] {7});
          return inbox.size() > 0;
        });
  }

  @Test
  void aPortInUseIsAnErrorThatNamesIt() throws Exception {
    CoapTransport one = endpoints.device((_, _, _) -> {});
    int port = Integer.parseInt(one.address().substring(one.address().lastIndexOf(':') + 1));
    assertThatThrownBy(() ->
            CoapTransport.open(
                CoapSettings.loopback(port, Endpoints.ID),
                (_, _, _) -> {},
                new CoapContent(DeviceResources.none(), new MemoryBlobs(), false),
                _ -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(one.address());
  }

  @Test
  void addressesOfBothFamiliesReadBackAsTheyAreWritten() {
    var addresses = new Addresses();
    for (String text :
        new String[] {"coap://10.0.0.7:5683", "coap://[2001:db8:0:0:0:0:0:1]:61616"}) {
      assertThat(addresses.resolve(text, System.nanoTime()).map(Addresses::format)).hasValue(text);
    }
    assertThat(addresses.resolve("coap://[::1]", System.nanoTime()))
        .hasValue(new InetSocketAddress(InetAddress.ofLiteral("::1"), 5683));
  }

  @Test
  void ofTenThousandPacketsInTurnNoneIsLost() throws Exception {
    var inbox = new Inbox();
    CoapTransport one = endpoints.device((_, _, _) -> {});
    CoapTransport two = endpoints.device(inbox);
    for (int i = 0; i < 10_000; i++) {
      one.send(two.address(), Channel.SYNC, new byte[200]);
      if (i % 100 == 99) {
        int sent = i + 1;
        await()
            .pollInterval(1, TimeUnit.MILLISECONDS)
            .untilAsserted(() -> assertThat(inbox.size()).isEqualTo(sent));
      }
    }
    assertThat(one.counts().sentPackets()).isEqualTo(10_000);
    assertThat(two.counts().receivedBytes()).isEqualTo(2_000_000);
  }
}
