package io.dunlin.gateway.host;

import io.dunlin.runtime.host.config.ConfigException;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.host.config.Schema;
import io.dunlin.runtime.host.config.Setting;
import io.dunlin.runtime.host.config.Settings;
import io.dunlin.runtime.host.config.Settings.Optionality;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's settings: all of a device's, and its own.
 *
 * @param swarmKeyDirectory where {@code swarm.key} and {@code swarm.pub} are; made when absent
 * @param listen where the embedded broker listens, or null when {@code mqtt.url} names another
 * @param web where the dashboard answers
 */
public record GatewayConfig(
    DeviceConfig device,
    Path swarmKeyDirectory,
    DeviceConfig.@Nullable Socket listen,
    DeviceConfig.Socket web) {
  private static final int MQTT_PORT = 1883;
  private static final int WEB_PORT = 8080;

  /** Every key a gateway knows. */
  public static final Schema SCHEMA =
      DeviceConfig.SCHEMA.and("mqtt.listen", "web.bind", "web.port");

  public static GatewayConfig from(Settings settings) throws ConfigException {
    DeviceConfig device = DeviceConfig.from(settings);
    Path parent = device.swarmKey().toAbsolutePath().getParent();
    if (parent == null) throw new ConfigException("swarm-key has no directory");
    return new GatewayConfig(
        device, parent, listen(settings), DeviceConfig.socket(settings, "web", WEB_PORT));
  }

  private static DeviceConfig.@Nullable Socket listen(Settings settings) throws ConfigException {
    Setting listen = settings.get("mqtt.listen");
    if (listen == null && settings.get("mqtt.url") != null) return null;
    String text = settings.text("mqtt.listen", Optionality.or("127.0.0.1:" + MQTT_PORT));
    int colon = text.lastIndexOf(':');
    try {
      InetAddress bind = InetAddress.getByName(text.substring(0, Math.max(0, colon)));
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && bind.isLoopbackAddress() && port >= 0 && port <= 65535) {
        return new DeviceConfig.Socket(bind, port);
      }
    } catch (UnknownHostException | NumberFormatException e) {
      // The message below names what is allowed.
    }
    throw new ConfigException(
        "mqtt.listen is \"" + text + "\"; without security it must be 127.0.0.1:PORT");
  }
}
