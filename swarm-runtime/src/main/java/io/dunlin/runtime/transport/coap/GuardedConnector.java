package io.dunlin.runtime.transport.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.RawDataChannel;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.eclipse.californium.elements.config.Configuration;

/**
 * The socket. Californium queues one task per datagram without a bound; here a datagram that comes
 * while {@link #BACKLOG_MAX} wait is dropped, so a flood costs packets and not the heap.
 */
final class GuardedConnector extends UDPConnector {
  /** Datagrams taken in and not yet handled. */
  static final int BACKLOG_MAX = 512;

  private final IntSupplier backlog;
  private final Counters counters;
  private Optional<NetworkInterface> groupInterface = Optional.empty();

  GuardedConnector(
      InetSocketAddress bind, Configuration configuration, IntSupplier backlog, Counters counters) {
    super(bind, configuration);
    this.backlog = backlog;
    this.counters = counters;
  }

  @Override
  public void setRawDataReceiver(RawDataChannel receiver) {
    super.setRawDataReceiver(raw -> {
      if (backlog.getAsInt() < BACKLOG_MAX) {
        receiver.receiveData(raw);
      } else {
        counters.overrun.increment();
      }
    });
  }

  @Override
  protected void init(DatagramSocket socket) throws IOException {
    Optional<NetworkInterface> group = groupInterface;
    if (group.isPresent()) {
      socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, group.get());
    }
    super.init(socket);
  }

  /** Through which interface searches leave; before the start. */
  void groupInterface(Optional<NetworkInterface> face) {
    groupInterface = face;
  }

  @Override
  public void processDatagram(DatagramPacket datagram) {
    if (datagram.getLength() > getReceiverPacketSize()) {
      counters.malformed.increment();
      return;
    }
    super.processDatagram(datagram);
  }

  /** Sends bytes as they are, with no exchange kept; {@code outcome} hears how it went. */
  void sendDatagram(byte[] datagram, InetSocketAddress to, Sent outcome) {
    send(RawData.outbound(datagram, new UdpEndpointContext(to), outcome, false));
  }
}
