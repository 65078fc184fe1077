package io.dunlin.runtime.transport.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where and as whom a CoAP endpoint stands.
 *
 * @param bind address and port; port 0 takes a free one
 * @param endpointName shown to discovery as {@code ep} (RFC 9176): the 32 hex of the device id
 * @param multicast joins the All CoAP Nodes group 224.0.1.187 and may search by it; a network
 *     without multicast is no error
 * @param multicastPort the group's port; 5683 unless a test keeps to itself
 */
public record CoapSettings(
    InetSocketAddress bind, String endpointName, boolean multicast, int multicastPort) {
  /** The CoAP port, RFC 7252 section 6.1. */
  public static final int PORT = 5683;

  /** This machine only, no multicast: what a device without security may do. */
  public static CoapSettings loopback(int port, String endpointName) {
    return new CoapSettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), endpointName, false, PORT);
  }
}
