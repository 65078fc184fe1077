package io.dunlin.runtime.transport.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.coap.Endpoints.Inbox;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.californium.core.coap.MessageFormatException;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDatagramsIT {
  private static final String TWENTY = "0000000000000000000000000000000000000000";

  /** An answer with Block2 of 16 bytes and 20 bytes of payload. */
  private static final String PAYLOAD_BEYOND_BLOCK = "50450001" + "d10a" + "00" + "ff" + TWENTY;

  /** PUT with Block1 of 16 bytes and 20 bytes of payload. */
  private static final String UPLOAD_BEYOND_BLOCK = "50030001" + "d10e" + "08" + "ff" + TWENTY;

  /** Code 0.00, and yet a payload. */
  private static final String EMPTY_WITH_PAYLOAD = "40000001" + "ff" + "aabb";

  private final Endpoints endpoints = new Endpoints();

  @AfterEach
  void close() {
    endpoints.close();
  }

  /** The reason for {@link GuardedParser}: should a new Californium behave, it can go. */
  @ParameterizedTest
  @ValueSource(strings = {PAYLOAD_BEYOND_BLOCK, UPLOAD_BEYOND_BLOCK, EMPTY_WITH_PAYLOAD})
  void californiumsOwnParserThrowsWhatItsCallerDoesNotCatch(String hex) {
    byte[] datagram = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> new UdpDataParser().parseMessage(datagram))
        .isInstanceOf(RuntimeException.class)
        .isNotInstanceOf(MessageFormatException.class);
    assertThatThrownBy(() -> new GuardedParser().parseMessage(datagram))
        .isInstanceOf(MessageFormatException.class);
  }

  @Test
  void theParserThrowsNothingElseWhateverComes() {
    var random = new SplittableRandom(20261123);
    var parser = new GuardedParser();
    for (int i = 0; i < 200_000; i++) {
      byte[] datagram = Datagrams.hostile(random);
      assertThatCode(
              () -> {
                try {
                  parser.parseMessage(datagram);
                } catch (MessageFormatException _) {
                  // What the endpoint counts and drops.
                }
              })
          .as(HexFormat.of().formatHex(datagram))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PAYLOAD_BEYOND_BLOCK,
        UPLOAD_BEYOND_BLOCK,
        EMPTY_WITH_PAYLOAD,
        "50",
        "5001",
        "500100",
        "59010001",
        "5f010001",
        "90010001",
        "50010001ff",
        "50010001f0",
        "50010001d1",
        "50010001e1ff",
        "50010001b5",
        "500100010f"
      })
  void aHostileDatagramIsCountedAndTheNextPacketServed(String hex) throws Exception {
    var inbox = new Inbox();
    CoapTransport device = endpoints.device(inbox);
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      send(socket, device, HexFormat.of().parseHex(hex));
    }
    await().untilAsserted(() -> assertThat(device.counts().malformed()).isEqualTo(1));
    serves(device, inbox);
  }

  @Test
  void anOversizedDatagramIsCounted() throws Exception {
    CoapTransport device = endpoints.device(new Inbox());
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      send(socket, device, new byte[4_000]);
    }
    await().untilAsserted(() -> assertThat(device.counts().malformed()).isEqualTo(1));
  }

  @Test
  void aHundredThousandHostileDatagramsNeitherStopNorUpsetTheEndpoint() throws Exception {
    List<String> complaints = complaints();
    var inbox = new Inbox();
    CoapTransport device = endpoints.device(inbox, new SampleResources(), new MemoryBlobs(), true);
    var random = new SplittableRandom(7);
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 100_000; i++) {
        send(socket, device, Datagrams.hostile(random));
        if (i % 50 == 49) {
          Thread.sleep(1);
        }
      }
    }
    await().untilAsserted(() -> assertThat(device.counts().malformed()).isGreaterThan(10_000));
    serves(device, inbox);
    assertThat(complaints).isEmpty();
  }

  private void serves(CoapTransport device, Inbox inbox) throws Exception {
    CoapTransport peer = endpoints.device((_, _, _) -> {});
    byte[] hello = {0x5e, 0x12, 0x7e};
    await()
        .until(() -> {
          peer.send(device.address(), Channel.SYNC, hello);
          return inbox.drain().stream().anyMatch(packet -> packet.hex().equals("5e127e"));
        });
  }

  /** What Californium says about exceptions that reached its outermost catch. */
  private List<String> complaints() {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    Logger logs = Logger.getLogger("org.eclipse.californium");
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            Throwable thrown = entry.getThrown();
            if (thrown != null) {
              heard.add(entry.getMessage() + Arrays.toString(thrown.getStackTrace()));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logs.setUseParentHandlers(false);
    logs.setLevel(Level.WARNING);
    logs.addHandler(handler);
    var _ =
        endpoints.also(() -> {
          logs.removeHandler(handler);
          logs.setLevel(Level.OFF);
        });
    return heard;
  }

  private static void send(DatagramSocket socket, CoapTransport device, byte[] datagram)
      throws Exception {
    String address = device.address();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    socket.send(
        new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
  }
}
