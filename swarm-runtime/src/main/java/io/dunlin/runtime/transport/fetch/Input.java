package io.dunlin.runtime.transport.fetch;

import io.dunlin.runtime.transport.FetchResult;
import java.util.BitSet;

/** What a {@link BlobTransfer} is told. */
public sealed interface Input {
  /** Time passes; due at {@link BlobTransfer#wakeNanos}. */
  record Tick() implements Input {}

  /** A block came. Payload not copied. */
  record Block(int ask, boolean list, int number, byte[] payload) implements Input {}

  /** The neighbour refused, for good. */
  record Refused(FetchResult.Reason reason, String detail) implements Input {}

  /** The sink is open and has these chunks from an earlier attempt. */
  record Opened(BitSet chunks) implements Input {}

  /** The store looked at a chunk; {@code right} says whether its hash is the announced one. */
  record Kept(int chunk, boolean right) implements Input {}

  /** The whole was checked; {@code matches} says whether its SHA-256 is the one asked for. */
  record Completed(boolean matches) implements Input {}

  /** The local disk refused. */
  record StorageFailed(String detail) implements Input {}

  /** The caller does not want the blob any more. */
  record Cancel() implements Input {}
}
