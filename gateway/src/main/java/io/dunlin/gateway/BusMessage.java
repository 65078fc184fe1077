package io.dunlin.gateway;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way through the broker.
 *
 * @param retained the broker keeps the last one per topic for whoever comes later
 * @param contentType media type, or null
 * @param responseTopic where an answer is wanted besides the usual topic, or null (MQTT 5)
 * @param correlation what that answer must carry, or null
 * @param properties user properties; of several with one name the last
 */
public record BusMessage(
    String topic,
    byte[] payload,
    boolean retained,
    @Nullable String contentType,
    @Nullable String responseTopic,
    byte @Nullable [] correlation,
    SortedMap<String, String> properties) {

  public BusMessage {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** Asks for something and wants no answer besides the usual one. */
  public static BusMessage request(
      String topic, byte[] payload, SortedMap<String, String> properties) {
    return new BusMessage(topic, payload, false, null, null, null, properties);
  }

  public static BusMessage json(String topic, byte[] payload, boolean retained) {
    return new BusMessage(
        topic, payload, retained, "application/json", null, null, new TreeMap<>());
  }

  /** The same content to another topic, as the answer to a request. */
  public BusMessage answering(String topic, byte @Nullable [] correlation) {
    return new BusMessage(topic, payload, false, contentType, null, correlation, properties);
  }
}
