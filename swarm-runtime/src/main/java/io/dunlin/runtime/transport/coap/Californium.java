package io.dunlin.runtime.transport.coap;

import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.config.CoapConfig.TrackerMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;

/** Californium, set up for a 32 MB heap and for messages that stand alone. */
final class Californium {
  /** Largest datagram taken in: payload, options, and room for a foreign client's longer ones. */
  static final int DATAGRAM_BYTES_MAX = 1_472;

  /** Datagrams waiting to leave; the next one is dropped. */
  static final int OUTGOING_MAX = 512;

  /** Observe relations of all readers together; the next is answered without observation. */
  static final int OBSERVERS_MAX = 64;

  /** Held, because the log manager forgets loggers that nobody holds, level included. */
  private static final Logger LOGS = Logger.getLogger("org.eclipse.californium");

  private Californium() {}

  static {
    // It talks about each strange datagram; we count them. A level set before is kept.
    if (LOGS.getLevel() == null) {
      LOGS.setLevel(Level.OFF);
    }
    CoapConfig.register();
    UdpConfig.register();
    SystemConfig.register();
  }

  static Configuration configuration() {
    Configuration c = Configuration.createStandardWithoutFile();
    c.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
    c.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    c.set(UdpConfig.UDP_DATAGRAM_SIZE, DATAGRAM_BYTES_MAX);
    c.set(UdpConfig.UDP_CONNECTOR_OUT_CAPACITY, OUTGOING_MAX);
    c.set(UdpConfig.UDP_RECEIVE_BUFFER_SIZE, 256 * 1024);
    c.set(UdpConfig.UDP_SEND_BUFFER_SIZE, 256 * 1024);
    c.set(SystemConfig.HEALTH_STATUS_INTERVAL, 0, TimeUnit.SECONDS);
    // Transparent block-wise transfer off: bodies are cut by Slices, blobs are read by position.
    c.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 0);
    c.set(CoapConfig.MAX_MESSAGE_SIZE, 1_024);
    c.set(CoapConfig.PREFERRED_BLOCK_SIZE, 1_024);
    // Every request here may be repeated without harm, so nothing needs to be remembered of it.
    c.set(CoapConfig.DEDUPLICATOR, CoapConfig.NO_DEDUPLICATOR);
    // The trackers allow some 265 messages a second and peer, then refuse: too few for blobs.
    c.set(CoapConfig.MID_TRACKER, TrackerMode.NULL);
    c.set(CoapConfig.MAX_ACTIVE_PEERS, 1_024);
    c.set(CoapConfig.MAX_PEER_INACTIVITY_PERIOD, 10, TimeUnit.SECONDS);
    c.set(CoapConfig.MAX_SERVER_OBSERVES, OBSERVERS_MAX);
    c.set(CoapConfig.LEISURE, 1, TimeUnit.SECONDS);
    c.set(CoapConfig.STRICT_EMPTY_MESSAGE_FORMAT, true);
    c.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 2);
    return c;
  }
}
