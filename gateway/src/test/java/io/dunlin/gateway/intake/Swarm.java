package io.dunlin.gateway.intake;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.map.Change;
import io.dunlin.gateway.StateWriter;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.trust.BadKeyException;
import io.dunlin.runtime.trust.DeviceKey;
import io.dunlin.runtime.trust.SwarmKey;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** A SwarmState in memory that commits at once, or refuses when told so. */
final class Swarm implements StateWriter {
  final SwarmKey key = SwarmKey.generate();
  boolean diskFull;
  int writes;
  private final SwarmState state;
  private final DeviceKey self = DeviceKey.generate();

  Swarm() {
    try {
      state = new SwarmState(SwarmKey.verifier(key.publicBytes()));
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  StateView view() {
    return state.view();
  }

  @Override
  public void write(Put put) throws IOException {
    if (diskFull) throw new IOException("no space left on device");
    writes++;
    Change change = state.write(put, Dot.of(self.id(), 1, 1, writes), new Stamp(writes, 0));
    state.apply(change);
  }

  void join(Member member) {
    try {
      write(member.put());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Member member(
      String name, Role role, int cores, long memoryBytes, Set<String> has, Set<String> programs) {
    DeviceKey key = DeviceKey.generate();
    return new Member(
        key.id(),
        name,
        role,
        key.publicKey(),
        1,
        "0.1.0",
        1.0,
        cores,
        memoryBytes,
        new TreeSet<>(has),
        new TreeSet<>(programs),
        new TreeSet<>(),
        null,
        0);
  }
}
