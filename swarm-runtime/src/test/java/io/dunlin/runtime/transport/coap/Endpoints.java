package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.DeviceResources;
import io.dunlin.runtime.transport.PacketListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Endpoints on loopback that are closed together, and what they received. */
final class Endpoints implements AutoCloseable {
  static final String ID = "00112233445566778899aabbccddeeff";

  private final List<AutoCloseable> open = new ArrayList<>();

  record Packet(String address, Channel channel, String hex) {}

  static final class Inbox implements PacketListener {
    private final LinkedBlockingQueue<Packet> packets = new LinkedBlockingQueue<>();

    @Override
    public void packet(String address, Channel channel, byte[] payload) {
      packets.add(new Packet(address, channel, HexFormat.of().formatHex(payload)));
    }

    Packet next() throws InterruptedException {
      Packet packet = packets.poll(10, TimeUnit.SECONDS);
      if (packet == null) {
        throw new AssertionError("no packet within 10 s");
      }
      return packet;
    }

    List<Packet> drain() {
      var all = new ArrayList<Packet>();
      packets.drainTo(all);
      return all;
    }

    int size() {
      return packets.size();
    }
  }

  CoapTransport device(PacketListener listener) throws IOException {
    return device(listener, DeviceResources.none(), new MemoryBlobs(), false);
  }

  CoapTransport device(
      PacketListener listener, DeviceResources resources, BlobStore blobs, boolean takesUploads)
      throws IOException {
    return also(
        CoapTransport.open(
            CoapSettings.loopback(0, ID),
            listener,
            new CoapContent(resources, blobs, takesUploads),
            _ -> {}));
  }

  <T extends AutoCloseable> T also(T closed) {
    open.addFirst(closed);
    return closed;
  }

  @Override
  public void close() {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
