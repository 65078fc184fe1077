package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.sync.PeerDictionary.UnknownIndexException;
import java.util.ArrayList;
import java.util.List;

/**
 * A gateway's answer to writes, after the WRITE and COMMIT replies of RFC 1813.
 *
 * <pre>
 * body: | epoch u64 | storage errors varint | number varint | known varint | statement* |
 * </pre>
 *
 * @param number rises with each receipt of the gateway's process: a later one tells which of two
 *     was overtaken
 * @param committed the statements say what is in the gateway's store for good; otherwise what it
 *     received, be it in memory alone
 * @param known how many of our dictionary indices the gateway knows without a gap
 */
record Receipt(
    Verifier verifier, long number, boolean committed, int known, List<Statement> statements) {
  /** Most bytes before the statements, {@code known} apart. */
  static final int HEAD_BYTES_MAX = 8 + 5 + 9;

  static void begin(ByteWriter out, Verifier verifier, long number) {
    out.u64(verifier.epoch()).varint(verifier.storageErrors()).varint(number);
  }

  static Receipt read(Header header, ByteReader in, PeerDictionary dictionary)
      throws MalformedException, UnknownIndexException {
    var verifier = new Verifier(in.u64(), in.varint(Integer.MAX_VALUE));
    long number = in.varint();
    if (number < 0) {
      throw new MalformedException("a receipt's number out of range");
    }
    int known = in.varint(OwnDictionary.SEEN_MAX);
    var statements = new ArrayList<Statement>();
    while (in.remaining() > 0) {
      statements.add(Statement.read(in, dictionary));
    }
    return new Receipt(
        verifier, number, header.has(Header.COMMITTED), known, List.copyOf(statements));
  }
}
