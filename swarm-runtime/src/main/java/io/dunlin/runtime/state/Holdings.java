package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A device's catalogue head: the blobs of live missions that it holds, so that an input survives
 * the loss of the device that made it.
 *
 * @param blobs SHA-256 as 64 hex digits, at most {@link #BLOBS_MAX}
 */
public record Holdings(ReplicaId device, SortedSet<String> blobs) {
  public static final int BLOBS_MAX = 256;
  static final String PREFIX = "catalogue/";

  public Holdings {
    blobs = Collections.unmodifiableSortedSet(new TreeSet<>(blobs));
    if (blobs.size() > BLOBS_MAX) throw new IllegalArgumentException("too many blobs");
  }

  public Put put() {
    return new Put(PREFIX + device, new CborWriter().array(blobs, CborWriter::text).toBytes());
  }

  static Holdings read(String key, Item item) throws MalformedException {
    if (item.items().size() > BLOBS_MAX) throw new MalformedException("too many blobs");
    return new Holdings(Words.replica(key.substring(PREFIX.length())), item.textSet());
  }
}
