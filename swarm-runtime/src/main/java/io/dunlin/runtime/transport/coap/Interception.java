package io.dunlin.runtime.transport.coap;

import java.util.function.Predicate;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.interceptors.MalformedMessageInterceptor;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.elements.RawData;

/**
 * Takes the answers to our own datagrams before Californium looks for an exchange that was never
 * kept, and counts what it could not parse.
 */
final class Interception extends MessageInterceptorAdapter implements MalformedMessageInterceptor {
  private final Predicate<Response> ours;
  private final Counters counters;

  Interception(Predicate<Response> ours, Counters counters) {
    this.ours = ours;
    this.counters = counters;
  }

  @Override
  public void receiveResponse(Response response) {
    if (ours.test(response)) {
      response.cancel();
    }
  }

  @Override
  public void receivedMalformedMessage(RawData message) {
    counters.malformed.increment();
  }
}
