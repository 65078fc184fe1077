package io.dunlin.runtime.transport.mqtt;

import io.dunlin.runtime.transport.Channel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the topics of one device in its swarm. */
final class Topics {
  private static final String SCHEME = "mqtt:";
  private static final Pattern ADDRESS = Pattern.compile(SCHEME + "([0-9a-f]{32})");

  private final String root;
  private final String device;
  private final Pattern sync;

  Topics(String swarm, String device) {
    this.root = "dunlin/v1/" + swarm;
    this.device = device;
    this.sync = Pattern.compile(Pattern.quote(root + "/s/") + "([0-9a-f]{32})");
  }

  String state() {
    return root + "/d/" + device + "/$state";
  }

  String info() {
    return root + "/d/" + device + "/$info";
  }

  String telemetry(String series) {
    return root + "/d/" + device + "/t/" + series;
  }

  /** Where packets of a channel reach this device. */
  String own(Channel channel) {
    return packets(device, channel);
  }

  /** Where packets reach the device of an address; empty when it is no address of ours. */
  Optional<String> to(String address, Channel channel) {
    Matcher matcher = ADDRESS.matcher(address);
    return matcher.matches() ? Optional.of(packets(matcher.group(1), channel)) : Optional.empty();
  }

  /** The address behind the topic that a sender wants its answers on. */
  Optional<String> from(String responseTopic) {
    Matcher matcher = sync.matcher(responseTopic);
    return matcher.matches() ? Optional.of(SCHEME + matcher.group(1)) : Optional.empty();
  }

  private String packets(String to, Channel channel) {
    return switch (channel) {
      case SYNC -> root + "/s/" + to;
      case PROBE -> root + "/s/" + to + "/p";
    };
  }
}
