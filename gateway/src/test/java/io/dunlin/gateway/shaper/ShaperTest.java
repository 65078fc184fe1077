package io.dunlin.gateway.shaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShaperTest {
  private static final LinkShape GOOD = LinkShape.of(1, 0, 0, 10_000_000);

  private Shaper shaper;
  private DatagramSocket a;
  private DatagramSocket b;
  private Shaper.Ends ends;

  @BeforeEach
  void open() throws IOException {
    shaper = new Shaper(1);
    a = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    b = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    a.setSoTimeout(2000);
    b.setSoTimeout(2000);
    ends =
        shaper.datagramLink(
            "a",
            (InetSocketAddress) a.getLocalSocketAddress(),
            "b",
            (InetSocketAddress) b.getLocalSocketAddress(),
            GOOD);
  }

  @AfterEach
  void close() {
    shaper.close();
    a.close();
    b.close();
  }

  @Test
  void aPacketArrivesFromTheAddressThatStandsForItsSender() throws IOException {
    send(a, ends.atA(), "hello");
    DatagramPacket received = receive(b);
    assertThat(text(received)).isEqualTo("hello");
    assertThat(received.getSocketAddress()).isEqualTo(ends.atB());

    send(b, (InetSocketAddress) received.getSocketAddress(), "answer");
    assertThat(text(receive(a))).isEqualTo("answer");
  }

  @Test
  void aCutIsOneWayUnlessBothAreCut() throws IOException {
    shaper.up("a", "b", false);
    send(a, ends.atA(), "never");
    send(b, ends.atB(), "still");
    assertThat(text(receive(a))).isEqualTo("still");
    b.setSoTimeout(200);
    assertThatThrownBy(() -> receive(b)).isInstanceOf(SocketTimeoutException.class);

    shaper.up("a", "b", true);
    send(a, ends.atA(), "again");
    assertThat(text(receive(b))).isEqualTo("again");
    assertThat(shaper.dropped()).containsEntry("a>b", 1L).containsEntry("b>a", 0L);
  }

  @Test
  void lossIsDrawnFromTheSeed() {
    assertThat(arrivals(7)).isEqualTo(arrivals(7)).isNotEqualTo(arrivals(8));
    long lost = arrivals(7).chars().filter(c -> c == '-').count();
    assertThat(lost).isBetween(200L, 400L);
  }

  private static String arrivals(long seed) {
    var lossy = new Direction(LinkShape.of(0, 0, 0.3, 1_000_000), new SplittableRandom(seed));
    var pattern = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      pattern.append(lossy.arrivalOfDatagram(100, i * 1_000_000L) < 0 ? '-' : '+');
    }
    return pattern.toString();
  }

  @Test
  void theRateSpacesPacketsAndAFullQueueDrops() {
    var slow = new Direction(LinkShape.of(10, 0, 0, 1000), new SplittableRandom(1));
    long first = slow.arrivalOfDatagram(100, 0);
    long second = slow.arrivalOfDatagram(100, 0);
    assertThat(first).isEqualTo(110_000_000);
    assertThat(second - first).isEqualTo(100_000_000);
    for (int i = 0; i < 10; i++) slow.arrivalOfDatagram(100, 0);
    assertThat(slow.dropped()).isPositive();
  }

  @Test
  void aStreamComesThroughWholeAndWaitsOutAPartition() throws IOException {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var address =
          shaper.streamLink("a", "s", (InetSocketAddress) server.getLocalSocketAddress(), GOOD);
      try (var client = new Socket(address.getAddress(), address.getPort());
          Socket accepted = server.accept()) {
        shaper.up("a", "s", false);
        byte[] sent = new byte[100_000];
        new SplittableRandom(3).nextBytes(sent);
        Thread.ofVirtual()
            .start(() -> {
              try {
                client.getOutputStream().write(sent);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
        accepted.setSoTimeout(300);
        assertThatThrownBy(
                () -> {
                  // What was read before the cut may come; nothing after it.
                  int last = 0;
                  while (last >= 0) last = accepted.getInputStream().read();
                })
            .isInstanceOf(SocketTimeoutException.class);
        assertThat(shaper.passed().get("a>s")).isLessThanOrEqualTo(1);
      }
    }
  }

  private static void send(DatagramSocket from, InetSocketAddress to, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    from.send(new DatagramPacket(bytes, bytes.length, to));
  }

  private static DatagramPacket receive(DatagramSocket at) throws IOException {
    var packet = new DatagramPacket(new byte[2000], 2000);
    at.receive(packet);
    return packet;
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }
}
