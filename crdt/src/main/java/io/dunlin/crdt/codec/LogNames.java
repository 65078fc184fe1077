package io.dunlin.crdt.codec;

import io.dunlin.crdt.causal.LogId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How logs are named on the wire: in full, or by what both ends have agreed on. */
public interface LogNames {
  /** In full, {@value CausalCodec#LOG_BYTES} bytes each: needs no agreement. */
  LogNames FULL =
      new LogNames() {
        @Override
        public void write(ByteWriter to, LogId log) {
          CausalCodec.write(to, log);
        }

        @Override
        public LogId read(ByteReader from) throws MalformedException {
          return CausalCodec.readLogId(from);
        }
      };

  /**
   * By its place in a list that both ends have, as a varint.
   *
   * @throws IllegalArgumentException if a log is in it twice
   */
  static LogNames dictionary(List<LogId> logs) {
    List<LogId> byPlace = List.copyOf(logs);
    Map<LogId, Integer> places = new HashMap<>();
    for (int i = 0; i < byPlace.size(); i++) {
      if (places.put(byPlace.get(i), i) != null) {
        throw new IllegalArgumentException("twice in the dictionary: " + byPlace.get(i));
      }
    }
    return new LogNames() {
      @Override
      public void write(ByteWriter to, LogId log) {
        Integer place = places.get(log);
        if (place == null) {
          throw new IllegalArgumentException("not in the dictionary: " + log);
        }
        to.varint(place);
      }

      @Override
      public LogId read(ByteReader from) throws MalformedException {
        int place = from.varint(Integer.MAX_VALUE);
        if (place >= byPlace.size()) {
          throw new MalformedException("no log " + place + " in the dictionary");
        }
        return byPlace.get(place);
      }
    };
  }

  /** Writes one name. */
  void write(ByteWriter to, LogId log);

  /** Reads one name, of one byte or more. */
  LogId read(ByteReader from) throws MalformedException;
}
