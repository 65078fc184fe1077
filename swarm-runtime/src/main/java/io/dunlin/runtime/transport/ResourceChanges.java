package io.dunlin.runtime.transport;

/**
 * Told by the host when a view changed, so that observers are notified. Cheap when nobody observes;
 * never blocks. Many changes in a short time may become one notification of the newest state.
 */
public interface ResourceChanges {
  void seriesChanged(String series);

  void taskChanged(String mission, String task);
}
