package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;

/**
 * A coordinator's word that an attempt's device fell silent for longer than the task allows. It
 * frees the island to start another attempt; it takes nothing away: a result that turns up later
 * still counts.
 */
public record LostMark(AttemptKey attempt, ReplicaId by, long atMillis) {
  static final String PREFIX = "lost/";

  public Put put() {
    return new Put(
        PREFIX + attempt.path(),
        new CborWriter()
            .fields(f -> {
              Attempt.writeKey(f, attempt);
              f.bytes("by", by.toBytes()).number("at", atMillis);
            })
            .toBytes());
  }

  static LostMark read(String at, Item item) throws MalformedException {
    AttemptKey key = Attempt.readKey(item);
    key.requireAt(at, PREFIX);
    return new LostMark(key, Words.replica(item.field("by")), item.field("at").number());
  }
}
