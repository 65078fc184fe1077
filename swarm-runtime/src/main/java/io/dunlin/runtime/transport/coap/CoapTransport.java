package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.BlobFetcher;
import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.PacketListener;
import io.dunlin.runtime.transport.ResourceChanges;
import io.dunlin.runtime.transport.Transport;
import io.dunlin.runtime.transport.TransportCounts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.elements.config.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The CoAP endpoint of a process: one socket, six small threads. Packets go out as datagrams that
 * stand alone; everything that can be asked of the device hangs on the same socket.
 */
public final class CoapTransport implements Transport, ResourceChanges {
  private final Counters counters = new Counters();
  private final Addresses addresses = new Addresses();
  private final MessageIds messageIds = new MessageIds();
  private final Map<Channel, PacketTemplate> templates = new EnumMap<>(Channel.class);
  private final ScheduledThreadPoolExecutor threads = Threads.scheduler(2, "dunlin-coap");
  private final AtomicBoolean closed = new AtomicBoolean();
  private final GuardedConnector connector;
  private final CoapEndpoint endpoint;
  private final ResourceTree tree;
  private final CoapBlobFetcher fetcher;
  private final @Nullable Discovery discovery;

  private CoapTransport(
      CoapSettings settings, PacketListener listener, CoapContent content, Consumer<Found> found) {
    Configuration configuration = Californium.configuration();
    for (Channel channel : Channel.values()) {
      templates.put(channel, new PacketTemplate(channel));
    }
    connector =
        new GuardedConnector(
            settings.bind(), configuration, () -> threads.getQueue().size(), counters);
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(connector)
            .setDataSerializerAndParser(new UdpDataSerializer(), new GuardedParser())
            .build();
    endpoint.setExecutors(threads, threads);
    tree = new ResourceTree(settings.endpointName(), listener, content, counters, threads);
    fetcher = new CoapBlobFetcher(connector, messageIds, addresses, content.blobs());
    discovery =
        settings.multicast()
            ? new Discovery(connector, messageIds, settings.multicastPort(), found)
            : null;
    var interception =
        new Interception(
            answer -> fetcher.took(answer) || (discovery != null && discovery.took(answer)),
            counters);
    endpoint.addInterceptor(interception);
    endpoint.addPostProcessInterceptor(interception);
    if (discovery != null) {
      Group.join(connector, settings, configuration);
    }
    endpoint.setMessageDeliverer(new ServerMessageDeliverer(tree.root(), configuration));
  }

  /**
   * Opens the endpoint.
   *
   * @param listener hears packets
   * @param found hears devices that answer {@link #discover}; never called with multicast off
   * @throws IOException when the address is in use or not ours; the message names it
   */
  public static CoapTransport open(
      CoapSettings settings, PacketListener listener, CoapContent content, Consumer<Found> found)
      throws IOException {
    var transport = new CoapTransport(settings, listener, content, found);
    try {
      transport.endpoint.start();
    } catch (IOException e) {
      transport.close();
      throw new IOException(
          "CoAP cannot listen on " + Addresses.format(settings.bind()) + ": " + e.getMessage(), e);
    }
    return transport;
  }

  /** Where this endpoint is reached, with the port it got. */
  public String address() {
    return Addresses.format(connector.getAddress());
  }

  /** Brings blobs into the content's store; closed with the transport. */
  public BlobFetcher fetcher() {
    return fetcher;
  }

  /** Asks the group who is there; false with multicast off or absent. */
  public boolean discover() {
    if (discovery == null || closed.get()) {
      return false;
    }
    discovery.search();
    return true;
  }

  @Override
  public String scheme() {
    return "coap";
  }

  @Override
  public void send(String address, Channel channel, byte[] packet) {
    Optional<InetSocketAddress> to =
        packet.length > PAYLOAD_BYTES_MAX || closed.get()
            ? Optional.empty()
            : addresses.resolve(address, System.nanoTime());
    PacketTemplate template = templates.get(channel);
    if (to.isEmpty() || template == null) {
      counters.dropped.increment();
      return;
    }
    connector.sendDatagram(
        template.datagram(messageIds.next(), packet), to.get(), counted(packet.length));
  }

  private Sent counted(int payloadBytes) {
    return new Sent() {
      @Override
      public void onSent() {
        counters.sentPackets.increment();
        counters.sentBytes.add(payloadBytes);
      }

      @Override
      public void onError(Throwable error) {
        counters.dropped.increment();
      }
    };
  }

  @Override
  public TransportCounts counts() {
    return counters.total();
  }

  @Override
  public void seriesChanged(String series) {
    tree.seriesChanged(series);
  }

  @Override
  public void taskChanged(String mission, String task) {
    tree.taskChanged(mission, task);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      fetcher.close();
      endpoint.destroy();
      tree.close();
      Threads.stop(threads);
    }
  }
}
