package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Peers by identity, paths by address. At most {@value #PEERS_MAX} peers, {@value #PATHS_MAX}
 * paths, {@value #DICTIONARY_MAX} dictionary entries and {@value #RUNS_MAX} remembered runs over
 * all peers: some 10 MB if strangers fill everything, some kilobytes a peer in a real swarm.
 */
final class Roster {
  static final int PEERS_MAX = 256;
  static final int PATHS_MAX = 512;
  static final int DICTIONARY_MAX = 32_768;
  static final int RUNS_MAX = 65_536;

  private final long quietNanos;
  private final TreeMap<ReplicaId, Peer> peers = new TreeMap<>();
  private final TreeMap<String, Path> paths = new TreeMap<>();

  /** Who was last found at an address that is left alone now. */
  private final LinkedHashMap<String, Peer> left = new LinkedHashMap<>();

  Roster(long quietNanos) {
    this.quietNanos = quietNanos;
  }

  Collection<Peer> peers() {
    return peers.values();
  }

  Collection<Path> paths() {
    return paths.values();
  }

  @Nullable Path path(String address) {
    return paths.get(address);
  }

  @Nullable Peer peer(ReplicaId id) {
    return peers.get(id);
  }

  /**
   * The path for an address, made if there is room. It leads to whom it led before; a packet of
   * somebody else will show it if it does not.
   */
  @Nullable Path meetPath(String address, int cost, long nowNanos) {
    Path path = paths.get(address);
    if (path == null && paths.size() < PATHS_MAX) {
      path = new Path(address, cost, quietNanos, nowNanos);
      paths.put(address, path);
      Peer before = left.remove(address);
      if (before != null && peers.get(before.incarnation.origin()) == before) {
        bind(path, before);
      }
    }
    return path;
  }

  /** Puts a peer in, over an earlier process of the same replica; false if there is no room. */
  boolean put(Peer peer, long nowNanos) {
    ReplicaId id = peer.incarnation.origin();
    if (!peers.containsKey(id) && peers.size() >= PEERS_MAX && !evictSilent(nowNanos)) {
      return false;
    }
    Peer before = peers.put(id, peer);
    if (before != null) {
      for (Path path : before.paths.values()) {
        path.peer = null;
      }
    }
    return true;
  }

  void bind(Path path, Peer peer) {
    if (path.peer != null) {
      path.peer.paths.remove(path.address);
    }
    path.peer = peer;
    peer.paths.put(path.address, path);
  }

  void removePath(String address) {
    Path path = paths.remove(address);
    if (path != null && path.peer != null) {
      path.peer.paths.remove(address);
      left.put(address, path.peer);
      if (left.size() > PATHS_MAX) {
        left.pollFirstEntry();
      }
    }
  }

  private boolean evictSilent(long nowNanos) {
    Peer silent = null;
    for (Peer peer : peers.values()) {
      boolean configured = peer.paths.values().stream().anyMatch(path -> path.configured);
      if (!configured && peer.best(nowNanos) == null) {
        silent = peer;
        break;
      }
    }
    if (silent == null) {
      return false;
    }
    peers.remove(silent.incarnation.origin());
    for (Path path : silent.paths.values()) {
      paths.remove(path.address);
    }
    return true;
  }

  boolean hasDictionaryRoom() {
    int entries = 0;
    for (Peer peer : peers.values()) {
      entries += peer.dictionary.size();
    }
    return entries < DICTIONARY_MAX;
  }

  boolean hasRunsRoom() {
    long runs = 0;
    for (Peer peer : peers.values()) {
      runs += peer.runs();
    }
    return runs < RUNS_MAX;
  }
}
