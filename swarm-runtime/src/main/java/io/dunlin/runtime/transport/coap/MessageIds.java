package io.dunlin.runtime.transport.coap;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Message ids of datagrams that leave without an exchange: 16 bits, from a random start. */
final class MessageIds {
  private final AtomicInteger next = new AtomicInteger(new SecureRandom().nextInt());

  int next() {
    return next.getAndIncrement() & 0xFFFF;
  }
}
