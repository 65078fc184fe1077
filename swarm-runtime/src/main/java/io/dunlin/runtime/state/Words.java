package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import java.nio.ByteBuffer;

/** The small values that several records share, in their one encoding. */
final class Words {
  private Words() {}

  static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  static long u64(byte[] eight) {
    return ByteBuffer.wrap(eight).getLong();
  }

  static ReplicaId replica(Item item) throws MalformedException {
    return ReplicaId.of(item.bytes(16));
  }

  static ReplicaId replica(String hex) throws MalformedException {
    try {
      return ReplicaId.parse(hex);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("not a device id: " + hex);
    }
  }

  static <E extends Enum<E>> E word(Class<E> words, Item item) throws MalformedException {
    String word = item.text();
    for (E each : words.getEnumConstants()) {
      if (each.name().equals(word)) return each;
    }
    throw new MalformedException("unknown word " + word);
  }
}
