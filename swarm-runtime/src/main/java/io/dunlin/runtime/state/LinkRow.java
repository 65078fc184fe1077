package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A device's row of l_ij, at most {@link #NEIGHBOURS_MAX} links. Published when it changed by more
 * than a fifth or after ten minutes. Its age is that of its version's stamp.
 */
public record LinkRow(ReplicaId from, List<LinkMeasure> to) {
  public static final int NEIGHBOURS_MAX = 16;
  static final String PREFIX = "link/";

  public LinkRow {
    to = List.copyOf(to);
    if (to.size() > NEIGHBOURS_MAX) {
      throw new IllegalArgumentException("a row has at most " + NEIGHBOURS_MAX + " links");
    }
  }

  public Put put() {
    return new Put(
        PREFIX + from,
        new CborWriter()
            .array(
                to,
                (w, link) ->
                    w.fields(f ->
                        f.bytes("to", link.to().toBytes())
                            .bool("up", link.up())
                            .number("rtt", link.rttNanos())
                            .real("loss", link.lossRatio())
                            .number("rate", link.bytesPerSecond())
                            .number("n", link.samples())))
            .toBytes());
  }

  static LinkRow read(String key, Item item) throws MalformedException {
    var links = new ArrayList<LinkMeasure>();
    if (item.items().size() > NEIGHBOURS_MAX) throw new MalformedException("row too long");
    for (Item link : item.items()) {
      double loss = link.field("loss").real();
      if (!(loss >= 0 && loss <= 1)) throw new MalformedException("loss ratio " + loss);
      links.add(
          new LinkMeasure(
              Words.replica(link.field("to")),
              link.field("up").bool(),
              link.field("rtt").number(0, Long.MAX_VALUE),
              loss,
              link.field("rate").number(0, Long.MAX_VALUE),
              (int) link.field("n").number(0, Integer.MAX_VALUE)));
    }
    return new LinkRow(Words.replica(key.substring(PREFIX.length())), links);
  }
}
