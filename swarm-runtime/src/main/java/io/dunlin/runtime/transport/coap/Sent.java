package io.dunlin.runtime.transport.coap;

import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.MessageCallback;

/** Hears what became of one datagram: {@link #onSent} or {@link #onError}, once. */
abstract class Sent implements MessageCallback {
  /** For datagrams whose fate shows in the missing answer. */
  static final Sent UNWATCHED =
      new Sent() {
        @Override
        public void onSent() {}

        @Override
        public void onError(Throwable error) {}
      };

  @Override
  public void onConnecting() {}

  @Override
  public void onDtlsRetransmission(int flight) {}

  @Override
  public void onContextEstablished(EndpointContext context) {}
}
