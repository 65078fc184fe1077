package io.dunlin.runtime.state;

import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.state.SwarmState.MissionVerifier;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Which record stands under which key. */
final class Keys {
  private Keys() {}

  /** The record of a key, or null for a key of a later version. */
  static @Nullable Object decode(String key, Item item, MissionVerifier verifier)
      throws MalformedException {
    int slash = key.indexOf('/');
    return switch (key.substring(0, slash + 1)) {
      case Member.PREFIX -> Member.read(key, item);
      case LinkRow.PREFIX -> LinkRow.read(key, item);
      case Mission.PREFIX -> mission(SignedMission.read(key, item), verifier);
      case MissionStatus.PREFIX -> MissionStatus.read(key, item);
      case Plan.PREFIX -> Plan.read(key, item);
      case Attempt.PREFIX -> Attempt.read(key, item);
      case LostMark.PREFIX -> LostMark.read(key, item);
      case Holdings.PREFIX -> Holdings.read(key, item);
      case SeriesDescriptor.PREFIX -> SeriesDescriptor.read(key, item);
      case Committed.PREFIX -> Committed.read(key, item);
      default -> null;
    };
  }

  private static LiveMission mission(SignedMission signed, MissionVerifier verifier)
      throws MalformedException {
    byte[] revision = signed.revisionBytes();
    if (!verifier.verify(revision, signed.signature())) {
      throw new MalformedException("mission " + signed.name() + " is not signed by the swarm key");
    }
    Mission mission = Mission.read(signed.canonical());
    if (!mission.name().equals(signed.name())) {
      throw new MalformedException("mission under a foreign name");
    }
    return new LiveMission(
        mission, HexFormat.of().formatHex(revision), signed.acceptedMillis(), signed.cancelled());
  }
}
