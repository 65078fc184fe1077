package io.dunlin.runtime.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final String GOOD =
      """
      swarm = "forest"
      name = "sensor-1"
      data = "/data"
      swarm-key = "/swarm.pub"
      """;

  private static Settings settings(String toml) throws ConfigException {
    var settings = new Settings(DeviceConfig.SCHEMA);
    settings.text(toml, "test.toml");
    return settings;
  }

  private static void refused(String toml, String... words) {
    assertThatThrownBy(() -> DeviceConfig.from(settings(toml)))
        .isInstanceOf(ConfigException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void defaultsAreFilledIn() throws ConfigException {
    DeviceConfig config = DeviceConfig.from(settings(GOOD));
    assertThat(config.coap().port()).isEqualTo(5683);
    assertThat(config.coap().bind().isLoopbackAddress()).isTrue();
    assertThat(config.programs()).isEmpty();
    assertThat(config.mqttUrl()).isNull();
  }

  @Test
  void everyMistakeNamesItsPlaceAndTheRemedy() {
    refused(GOOD + "[coap]\nprot = 1\n", "test.toml:6", "coap.prot", "coap.port");
    refused(GOOD + "[coap]\nport = 70000\n", "coap.port", "65535");
    refused(GOOD + "[coap]\nbind = \"0.0.0.0\"\n", "coap.bind", "loopback");
    refused(GOOD + "[mqtt]\nurl = \"tcp://example.org:1883\"\n", "mqtt.url", "127.0.0.1");
    refused(GOOD + "[limits]\njournal = \"64\"\n", "limits.journal", "unit");
    refused(GOOD.replace("sensor-1", "Sensor 1"), "name", "lower-case");
    refused(GOOD.replace("swarm = \"forest\"\n", ""), "swarm", "missing");
    refused(GOOD + "[[peer]]\naddress = \"nowhere\"\n", "peer", "coap://HOST:PORT");
    refused(GOOD + "[[series]]\nevery = \"1s\"\n", "name");
    refused(GOOD + "[capabilities]\nspeed = 0\n", "capabilities.speed");
    refused("swarm = \n", "test.toml:1");
  }

  @Test
  void theEnvironmentOverridesAFileAndSaysSo() throws ConfigException {
    Settings settings = settings(GOOD + "[coap]\nport = 1\n");
    settings.environment(Map.of("DUNLIN_COAP__PORT", "2", "DUNLIN_JAVA_HOME", "/x"));
    assertThat(DeviceConfig.from(settings).coap().port()).isEqualTo(2);
    Setting port = settings.get("coap.port");
    assertThat(port).isEqualTo(new Setting(2L, "DUNLIN_COAP__PORT"));
  }

  @Test
  void quantitiesCarryUnits() {
    assertThat(Units.nanos("250ms")).isEqualTo(250_000_000);
    assertThat(Units.nanos("1.5s")).isEqualTo(1_500_000_000);
    assertThat(Units.bytes("64MB")).isEqualTo(64_000_000);
    assertThat(Units.bytes("4KiB")).isEqualTo(4096);
    assertThat(Units.nanos("10")).isEqualTo(-1);
    assertThat(Units.bytes("-1MB")).isEqualTo(-1);
    assertThat(Units.bytes("999999999999GiB")).isEqualTo(-1);
  }
}
