package io.dunlin.runtime.transport.coap;

import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.MessageFormatException;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.network.serialization.MessageHeader;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.elements.util.DatagramReader;

/**
 * Californium's parser with its ends tied up: whatever it throws at a datagram becomes the format
 * error that its caller expects, counts and drops. Left alone it throws IllegalStateException at a
 * payload longer than its block and IllegalArgumentException at an empty message with a payload.
 */
final class GuardedParser extends UdpDataParser {

  GuardedParser() {
    super(true, StandardOptionRegistry.getDefaultOptionRegistry());
  }

  @Override
  protected MessageHeader parseHeader(DatagramReader reader) {
    try {
      return super.parseHeader(reader);
    } catch (MessageFormatException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MessageFormatException("header: " + e.getMessage());
    }
  }

  @Override
  public void parseOptionsAndPayload(DatagramReader reader, Message message) {
    try {
      super.parseOptionsAndPayload(reader, message);
    } catch (MessageFormatException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MessageFormatException("options or payload: " + e.getMessage());
    }
  }
}
