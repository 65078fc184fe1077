package io.dunlin.bench.crdt;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.cluster.ddata.protobuf.ReplicatedDataSerializer;

/** The peer: its sets and maps by their public interface, its bytes by its own serializer. */
final class Pekko implements AutoCloseable {
  static final String NAME = "Pekko 1.7.0";

  private final ActorSystem system;
  private final ReplicatedDataSerializer serializer;

  Pekko() {
    system =
        ActorSystem.create(
            "bench",
            ConfigFactory.parseString(
                    "pekko { loglevel = OFF, stdout-loglevel = OFF, daemonic = on }")
                .withFallback(ConfigFactory.load()));
    serializer = new ReplicatedDataSerializer((ExtendedActorSystem) system);
  }

  static SelfUniqueAddress node(int number) {
    Address address = new Address("pekko", "bench", "10.0.0." + number, 7355);
    return new SelfUniqueAddress(new UniqueAddress(address, 1_000_000_007L * (number + 1)));
  }

  static ORSet<Long> orSet() {
    return ORSet.<Long>create();
  }

  static LWWMap<String, Long> lwwMap() {
    return LWWMap.<String, Long>create();
  }

  byte[] bytes(Object data) {
    return serializer.toBinary(data);
  }

  /** A copy that shares nothing, as a peer would have it. */
  @SuppressWarnings("unchecked") // its own bytes
  <T> T copy(T data) {
    return (T) serializer.fromBinary(serializer.toBinary(data), serializer.manifest(data));
  }

  /** Does not wait: its threads are daemons. */
  @Override
  public void close() {
    system.terminate();
  }
}
