package io.dunlin.runtime.transport.coap;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/** Datagrams that nobody would send by accident: noise, and sound ones cut short or bent. */
final class Datagrams {
  private static final String[] PATHS = {
    "/sync",
    "/probe",
    "/s/temperature",
    "/m/river/scan-a",
    "/.well-known/core",
    "/nowhere",
    "/blob/" + "ab".repeat(32),
    "/blob/zz",
    "/s",
    ""
  };

  private Datagrams() {}

  static byte[] hostile(SplittableRandom random) {
    byte[] datagram = random.nextInt(4) == 0 ? noise(random) : sound(random);
    for (int bend = random.nextInt(4); bend > 0 && datagram.length > 0; bend--) {
      datagram[random.nextInt(datagram.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(datagram, random.nextInt(datagram.length + 1))
        : datagram;
  }

  private static byte[] noise(SplittableRandom random) {
    byte[] noise = new byte[random.nextInt(120)];
    random.nextBytes(noise);
    if (noise.length > 0 && random.nextBoolean()) {
      noise[0] = (byte) (0x40 | (noise[0] & 0x3F));
    }
    return noise;
  }

  private static byte[] sound(SplittableRandom random) {
    CoAP.Code[] codes = CoAP.Code.values();
    var request =
        new Request(
            codes[random.nextInt(codes.length)],
            random.nextBoolean() ? CoAP.Type.CON : CoAP.Type.NON);
    request.setMID(random.nextInt(1 << 16));
    byte[] token = new byte[random.nextInt(9)];
    random.nextBytes(token);
    request.setToken(new Token(token));
    request.getOptions().setUriPath(PATHS[random.nextInt(PATHS.length)]);
    if (random.nextInt(3) == 0) {
      request.getOptions().setBlock2(random.nextInt(7), false, random.nextInt(1 << 20));
    }
    if (random.nextInt(3) == 0) {
      request.getOptions().setBlock1(6, random.nextBoolean(), random.nextInt(4));
    }
    if (random.nextInt(3) == 0) {
      request.getOptions().setObserve(random.nextInt(2)).addUriQuery("n=" + random.nextInt(2_000));
    }
    if (random.nextBoolean() && request.isIntendedPayload()) {
      byte[] payload = new byte[random.nextInt(1_025)];
      random.nextBytes(payload);
      request.setPayload(payload);
    }
    byte[] datagram = new UdpDataSerializer().getByteArray(request);
    if (random.nextInt(8) == 0) {
      datagram[1] = (byte) ((random.nextInt(8) << 5) | random.nextInt(8));
    }
    return datagram;
  }
}
