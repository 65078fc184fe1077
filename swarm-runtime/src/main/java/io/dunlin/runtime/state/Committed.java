package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.CausalCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;

/** What a gateway's store holds durably. It only grows; it is never withdrawn. */
public record Committed(ReplicaId gateway, Knowledge entries) {
  static final String PREFIX = "committed/";

  public Put put() {
    var out = new ByteWriter();
    CausalCodec.write(out, entries);
    return new Put(PREFIX + gateway, new CborWriter().bytes(out.toBytes()).toBytes());
  }

  static Committed read(String key, Item item) throws MalformedException {
    var in = new ByteReader(item.bytes());
    Knowledge entries = CausalCodec.readKnowledge(in);
    in.end();
    return new Committed(Words.replica(key.substring(PREFIX.length())), entries);
  }
}
