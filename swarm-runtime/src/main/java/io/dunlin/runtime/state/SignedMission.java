package io.dunlin.runtime.state;

import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A mission as it stands in SwarmState: its canonical bytes and the Ed25519 signature of their
 * SHA-256 by the swarm key. A cancelled mission keeps its place, so that it stays cancelled.
 *
 * @param acceptedMillis UTC at intake; seconds of a run count from here
 */
public record SignedMission(
    String name, byte[] canonical, byte[] signature, long acceptedMillis, boolean cancelled) {

  public Put put() {
    return new Put(
        Mission.PREFIX + name,
        new CborWriter()
            .fields(f ->
                f.bytes("mission", canonical)
                    .bytes("signature", signature)
                    .number("accepted", acceptedMillis)
                    .bool("cancelled", cancelled))
            .toBytes());
  }

  /** SHA-256 of the canonical form: what is signed, and the mission's revision. */
  public byte[] revisionBytes() {
    return sha256(canonical);
  }

  /** 64 hex digits. */
  public String revision() {
    return HexFormat.of().formatHex(revisionBytes());
  }

  static SignedMission read(String key, Item item) throws MalformedException {
    return new SignedMission(
        key.substring(Mission.PREFIX.length()),
        item.field("mission").bytes(),
        item.field("signature").bytes(),
        item.field("accepted").number(0, Long.MAX_VALUE),
        item.field("cancelled").bool());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
