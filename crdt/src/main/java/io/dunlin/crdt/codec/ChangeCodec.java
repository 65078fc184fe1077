package io.dunlin.crdt.codec;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.map.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of a change, without its dot, which the log entry around it carries.
 *
 * <pre>
 * body:  | form u8: 0x10 value, 0x11 removal | millis zigzag | counter varint | key string |
 *        | value bytes, if any | groups varint | group* |                     high half of form: version 1
 * group: | 0, the change's own log            | intervals |
 *        | 1, its origin | epoch u64 | lane u8 | intervals |
 *        | 2 | log                            | intervals |                 logs strictly ascending
 * </pre>
 */
public final class ChangeCodec {
  private static final int FORM_VALUE = 0x10;
  private static final int FORM_REMOVAL = 0x11;
  private static final int OWN_LOG = 0;
  private static final int OWN_ORIGIN = 1;
  private static final int ANY_LOG = 2;
  private static final int GROUP_BYTES_MIN = 4;

  private ChangeCodec() {}

  /** The body; a cover of the own log takes about 5 bytes, one of another origin about 29. */
  public static byte[] body(Change change) {
    ByteWriter to = new ByteWriter();
    byte[] value = change.value();
    to.u8(value == null ? FORM_REMOVAL : FORM_VALUE);
    to.zigzag(change.stamp().millis()).varint(change.stamp().counter()).string(change.key());
    if (value != null) {
      to.bytes(value);
    }
    writeCovers(to, change);
    return to.toBytes();
  }

  private static void writeCovers(ByteWriter to, Change change) {
    TreeMap<LogId, IntervalSet> groups = new TreeMap<>();
    for (Dot dot : change.covers()) {
      groups.merge(dot.log(), IntervalSet.of(dot.seq()), IntervalSet::union);
    }
    to.varint(groups.size());
    for (Map.Entry<LogId, IntervalSet> group : groups.entrySet()) {
      writeLog(to, change.dot().log(), group.getKey());
      CausalCodec.write(to, group.getValue());
    }
  }

  private static void writeLog(ByteWriter to, LogId own, LogId log) {
    if (log.equals(own)) {
      to.u8(OWN_LOG);
    } else if (log.origin().equals(own.origin())) {
      to.u8(OWN_ORIGIN).u64(log.epoch()).u8(log.lane());
    } else {
      CausalCodec.write(to.u8(ANY_LOG), log);
    }
  }

  /** Reads the body of the change named by the dot. */
  public static Change read(Dot dot, byte[] body) throws MalformedException {
    ByteReader from = new ByteReader(body);
    int form = from.u8();
    if (form != FORM_VALUE && form != FORM_REMOVAL) {
      throw new MalformedException("a change of unknown form " + form);
    }
    Stamp stamp = new Stamp(from.zigzag(), from.varint(Integer.MAX_VALUE));
    String key = from.string(Change.KEY_BYTES_MAX);
    if (key.isEmpty()) {
      throw new MalformedException("an empty key");
    }
    byte @Nullable [] value = form == FORM_VALUE ? from.bytes(Change.VALUE_BYTES_MAX) : null;
    List<Dot> covers = readCovers(from, dot);
    from.end();
    return new Change(dot, stamp, key, value, covers);
  }

  private static List<Dot> readCovers(ByteReader from, Dot dot) throws MalformedException {
    int groups = from.count(Change.COVERS_MAX, GROUP_BYTES_MIN);
    List<Dot> covers = new ArrayList<>();
    LogId before = null;
    for (int i = 0; i < groups; i++) {
      LogId log = readLog(from, dot.log());
      IntervalSet seqs = CausalCodec.readIntervalSet(from);
      if (seqs.isEmpty() || (before != null && before.compareTo(log) >= 0)) {
        throw new MalformedException("covers with an empty log or out of order");
      }
      if (seqs.count() > Change.COVERS_MAX - covers.size()) {
        throw new MalformedException("more than 64 covers");
      }
      for (IntervalSet.Run run : seqs.runs()) {
        for (long seq = run.first(); seq <= run.last() && seq > 0; seq++) {
          covers.add(new Dot(log, seq));
        }
      }
      before = log;
    }
    if (covers.contains(dot)) {
      throw new MalformedException("a change that covers itself");
    }
    return covers;
  }

  private static LogId readLog(ByteReader from, LogId own) throws MalformedException {
    int tag = from.u8();
    LogId log =
        switch (tag) {
          case OWN_LOG -> own;
          case OWN_ORIGIN -> CausalCodec.readLogOf(own.origin(), from);
          case ANY_LOG -> CausalCodec.readLogId(from);
          default -> throw new MalformedException("a cover of unknown form " + tag);
        };
    boolean longerThanNeeded =
        (tag != OWN_LOG && log.equals(own))
            || (tag == ANY_LOG && log.origin().equals(own.origin()));
    if (longerThanNeeded) {
      throw new MalformedException("a cover longer than it need be");
    }
    return log;
  }
}
