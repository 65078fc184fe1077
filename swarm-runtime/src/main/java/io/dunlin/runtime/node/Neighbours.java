package io.dunlin.runtime.node;

import io.dunlin.crdt.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** At which addresses each neighbour made itself known, by its own announcement. */
final class Neighbours {
  /** More addresses than this for one device is a mistake or an attack. */
  private static final int ADDRESSES_MAX = 8;

  private final SortedMap<ReplicaId, TreeSet<String>> addresses = new TreeMap<>();

  /** Whether it is news. An address belongs to whoever announced itself there last. */
  boolean introduced(String address, ReplicaId peer) {
    for (Map.Entry<ReplicaId, TreeSet<String>> entry : addresses.entrySet()) {
      if (!entry.getKey().equals(peer)) entry.getValue().remove(address);
    }
    TreeSet<String> known = addresses.computeIfAbsent(peer, _ -> new TreeSet<>());
    return known.size() < ADDRESSES_MAX && known.add(address);
  }

  /** Where blobs of these devices can be asked for, in their order. */
  List<String> blobAddresses(List<ReplicaId> holders) {
    var found = new ArrayList<String>();
    for (ReplicaId holder : holders) {
      for (String address : addresses.getOrDefault(holder, new TreeSet<>())) {
        if (address.startsWith("coap")) found.add(address);
      }
    }
    return found;
  }
}
