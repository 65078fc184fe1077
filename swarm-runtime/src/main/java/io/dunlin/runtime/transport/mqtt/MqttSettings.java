package io.dunlin.runtime.transport.mqtt;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Which broker, and as whom.
 *
 * @param url {@code tcp://host:port}; the broker need not be there yet
 * @param swarm one topic level, {@code [a-z0-9-]{1,32}}
 * @param device 32 hex of the device id; also the MQTT client id
 */
public record MqttSettings(String url, String swarm, String device) {
  private static final Pattern SWARM = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern DEVICE = Pattern.compile("[0-9a-f]{32}");

  /**
   * @throws IllegalArgumentException with a message for whoever wrote the configuration
   */
  public MqttSettings {
    if (!SWARM.matcher(swarm).matches()) {
      throw new IllegalArgumentException("swarm \"" + swarm + "\": [a-z0-9-], 1 to 32 of them");
    }
    if (!DEVICE.matcher(device).matches()) {
      throw new IllegalArgumentException("device \"" + device + "\": 32 hex digits");
    }
    URI uri = URI.create(url);
    if (!"tcp".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
      throw new IllegalArgumentException("broker \"" + url + "\": tcp://host:port");
    }
  }
}
