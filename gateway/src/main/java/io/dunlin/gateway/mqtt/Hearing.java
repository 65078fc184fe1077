package io.dunlin.gateway.mqtt;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** The two of the library's callbacks that matter here. */
final class Hearing implements MqttCallback {
  private final BiConsumer<String, MqttMessage> heard;
  private final Consumer<String> lost;

  Hearing(BiConsumer<String, MqttMessage> heard, Consumer<String> lost) {
    this.heard = heard;
    this.lost = lost;
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    heard.accept(topic, message);
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    lost.accept(String.valueOf(response));
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
