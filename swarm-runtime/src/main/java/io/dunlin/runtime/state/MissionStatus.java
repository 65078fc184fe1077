package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;

/**
 * Where a mission stands as its coordinator sees it.
 *
 * @param reason what it waits for or why it failed; may be empty
 * @param predictedMillis makespan the first plan promised, from acceptance; 0 before
 * @param measuredMillis from acceptance to the end of the last task; 0 before
 */
public record MissionStatus(
    String mission,
    String revision,
    State state,
    String reason,
    ReplicaId by,
    long predictedMillis,
    long measuredMillis) {
  static final String PREFIX = "status/";

  public enum State {
    ACCEPTED,
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  public Put put() {
    return new Put(
        PREFIX + mission,
        new CborWriter()
            .fields(f ->
                f.text("revision", revision)
                    .text("state", state.name())
                    .text("reason", reason)
                    .bytes("by", by.toBytes())
                    .number("predicted", predictedMillis)
                    .number("measured", measuredMillis))
            .toBytes());
  }

  static MissionStatus read(String key, Item item) throws MalformedException {
    return new MissionStatus(
        key.substring(PREFIX.length()),
        item.field("revision").text(),
        Words.word(State.class, item.field("state")),
        item.field("reason").text(),
        Words.replica(item.field("by")),
        item.field("predicted").number(0, Long.MAX_VALUE),
        item.field("measured").number(0, Long.MAX_VALUE));
  }
}
