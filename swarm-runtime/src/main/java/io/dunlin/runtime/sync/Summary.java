package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.sync.PeerDictionary.UnknownIndexException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One summary packet. In a full one, the logs strictly between {@code after} and the last one
 * stated (or the end of all, if {@code end}) that have no statement are empty at the sender.
 *
 * @param pull what is not stated is as we know it, and we may send what is missing there
 * @param known how many of our dictionary indices the sender knows without a gap
 * @param after null: from the first log there can be
 */
record Summary(
    int known,
    boolean full,
    boolean open,
    boolean end,
    boolean pull,
    @Nullable LogId after,
    List<Statement> statements) {

  static Summary read(Header header, ByteReader in, PeerDictionary dictionary)
      throws MalformedException, UnknownIndexException {
    int known = in.varint(OwnDictionary.SEEN_MAX);
    boolean full = header.has(Header.FULL);
    LogId after = null;
    if (full) {
      int reference = in.varint(Integer.MAX_VALUE);
      after = reference == 0 ? null : dictionary.log(reference - 1);
    }
    var statements = new ArrayList<Statement>();
    LogId before = after;
    while (in.remaining() > 0) {
      Statement statement = Statement.read(in, dictionary);
      if (full && before != null && before.compareTo(statement.log()) > 0) {
        throw new MalformedException("a full summary out of order");
      }
      before = statement.log();
      statements.add(statement);
    }
    return new Summary(
        known,
        full,
        header.has(Header.OPEN),
        full && header.has(Header.END),
        !full && header.has(Header.PULL),
        after,
        List.copyOf(statements));
  }

  /**
   * Does this packet say that the log is empty, by leaving it out? Statements are for others to
   * ask.
   */
  boolean covers(LogId log) {
    return full
        && (after == null || after.compareTo(log) < 0)
        && (end || (!statements.isEmpty() && log.compareTo(statements.getLast().log()) <= 0));
  }
}
