package io.dunlin.runtime.transport.coap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import org.eclipse.californium.elements.UdpMulticastConnector;
import org.eclipse.californium.elements.config.Configuration;

/** Membership in the group of all CoAP nodes, where the network has one. */
final class Group {
  /** All CoAP Nodes, RFC 7252 section 12.8. */
  static final InetAddress ALL_NODES = InetAddress.ofLiteral("224.0.1.187");

  private Group() {}

  /** Joins on the interface that the endpoint is bound to; false when the network refuses. */
  static boolean join(
      GuardedConnector connector, CoapSettings settings, Configuration configuration) {
    try {
      Optional<NetworkInterface> face =
          Optional.ofNullable(NetworkInterface.getByInetAddress(settings.bind().getAddress()));
      var builder =
          new UdpMulticastConnector.Builder()
              .setLocalAddress(ALL_NODES, settings.multicastPort())
              .setConfiguration(configuration)
              .setMulticastReceiver(true);
      face.ifPresentOrElse(
          f -> builder.addMulticastGroup(ALL_NODES, f), () -> builder.addMulticastGroup(ALL_NODES));
      UdpMulticastConnector receiver = builder.build();
      receiver.start();
      connector.addMulticastReceiver(receiver);
      connector.groupInterface(face);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
