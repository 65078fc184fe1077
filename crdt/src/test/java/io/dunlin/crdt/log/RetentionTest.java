package io.dunlin.crdt.log;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.PlainCodecs;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Operations: 0 and 1 commit the entry of the argument, 2 and 3 retire all below it. */
class RetentionTest implements LatticeLaws<Retention> {
  @Override
  public Codec<Retention> codec() {
    return PlainCodecs.retention();
  }

  @Override
  public Retention start() {
    return Retention.none();
  }

  @Override
  public Retention delta(Retention state, Write write) {
    Dot dot = entry(write);
    return write.op() < 2
        ? state.commit(Knowledge.empty().plus(dot))
        : state.retireBelow(dot.log(), dot.seq() + 1);
  }

  private static Dot entry(Write write) {
    return Dot.of(write.dot().origin(), 1, 3, write.argument() + 1L);
  }

  @Override
  public Object read(Retention state) {
    return state.free().stream().collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Object specified(Sight sight) {
    SortedSet<Dot> free = new TreeSet<>();
    for (Write write : sight.writes()) {
      Dot last = entry(write);
      LongStream.rangeClosed(write.op() < 2 ? last.seq() : 1, last.seq())
          .forEach(seq -> free.add(new Dot(last.log(), seq)));
    }
    return free;
  }
}
