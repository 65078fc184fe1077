package io.dunlin.runtime.state;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;

/**
 * Fixes monotonic time of one epoch to UTC, also for what was recorded before: the body of an
 * {@code ANCHOR} entry, whose {@code bootNanos} is the moment it speaks of.
 *
 * @param utcMillis UTC at that moment
 * @param uncertaintyMillis how far it may be off, either way
 * @param source where it comes from
 */
public record ClockAnchor(long utcMillis, long uncertaintyMillis, Source source) {

  /** In order of trust. The numbers are written and never change. */
  public enum Source {
    GPS(0),
    GATEWAY(1),
    PEER(2),
    SYSTEM(3);

    private final int number;

    Source(int number) {
      this.number = number;
    }

    static Source of(int number) throws MalformedException {
      for (Source each : values()) if (each.number == number) return each;
      throw new MalformedException("clock source " + number);
    }
  }

  public byte[] body() {
    var out = new ByteWriter();
    out.zigzag(utcMillis);
    out.varint(uncertaintyMillis);
    out.u8(source.number);
    return out.toBytes();
  }

  public static ClockAnchor read(byte[] body) throws MalformedException {
    var in = new ByteReader(body);
    long utc = in.zigzag();
    long uncertainty = in.varint();
    Source source = Source.of(in.u8());
    in.end();
    if (uncertainty < 0) throw new MalformedException("clock uncertainty");
    return new ClockAnchor(utc, uncertainty, source);
  }

  /** UTC of another moment of the same epoch. */
  public long utcMillis(long anchorBootNanos, long bootNanos) {
    return utcMillis + (bootNanos - anchorBootNanos) / 1_000_000;
  }
}
