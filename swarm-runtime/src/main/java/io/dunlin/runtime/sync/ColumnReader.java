package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ColumnLayout} writes. */
final class ColumnReader {

  private static final class Group {
    final Template template;
    final NumberColumn.Head times;
    final NumberColumn.Head[] heads;
    int count;
    long[] bootTimes = {};
    long[][] numbers = {};
    private int next;

    Group(Template template, ByteReader in) throws MalformedException {
      this.template = template;
      this.times = NumberColumn.Head.read(in);
      this.heads = new NumberColumn.Head[template.columns()];
      for (int i = 0; i < heads.length; i++) {
        heads[i] = NumberColumn.Head.read(in);
      }
    }

    void readNumbers(BitReader bits) throws MalformedException {
      bootTimes = times.numbers(bits, count);
      numbers = new long[heads.length][];
      for (int i = 0; i < heads.length; i++) {
        numbers[i] = heads[i].numbers(bits, count);
      }
    }

    LogEntry next(Dot dot, TimeUnit unit, ByteReader in) throws MalformedException {
      byte[] body;
      if (heads.length == 0) {
        body = in.bytes(LogEntry.BODY_BYTES_MAX);
      } else {
        var row = new long[heads.length];
        for (int i = 0; i < row.length; i++) {
          row[i] = numbers[i][next];
        }
        body = template.body(row);
      }
      return new LogEntry(dot, bootTimes[next++] * unit.nanos, template.kind(), body);
    }
  }

  private ColumnReader() {}

  static void read(
      ByteReader in, LogId log, long first, int count, TimeUnit unit, DeltaReader.Taken taken)
      throws MalformedException {
    List<Template> templates = templates(in);
    NumberColumn.Head which = templates.size() > 1 ? NumberColumn.Head.read(in) : null;
    var groups = new ArrayList<Group>();
    for (Template template : templates) {
      groups.add(new Group(template, in));
    }
    var bits = new BitReader(in);
    int[] indices = indices(bits, which, groups.size(), count);
    for (int index : indices) {
      groups.get(index).count++;
    }
    for (Group group : groups) {
      group.readNumbers(bits);
    }
    bits.end();
    for (int i = 0; i < count; i++) {
      taken.add(groups.get(indices[i]).next(new Dot(log, first + i), unit, in));
    }
  }

  private static List<Template> templates(ByteReader in) throws MalformedException {
    int size = in.varint(ColumnLayout.TEMPLATES_MAX);
    if (size == 0) {
      throw new MalformedException("a run without a template");
    }
    var templates = new ArrayList<Template>();
    for (int i = 0; i < size; i++) {
      byte kind = (byte) in.u8();
      int columns = in.varint(Template.COLUMNS_MAX);
      templates.add(new Template(kind, columns, columns == 0 ? 0 : in.u64()));
    }
    return templates;
  }

  private static int[] indices(
      BitReader bits, NumberColumn.@Nullable Head which, int groups, int count)
      throws MalformedException {
    var indices = new int[count];
    if (which != null) {
      long[] numbers = which.numbers(bits, count);
      for (int i = 0; i < count; i++) {
        if (numbers[i] < 0 || numbers[i] >= groups) {
          throw new MalformedException("a template that is not there");
        }
        indices[i] = (int) numbers[i];
      }
    }
    return indices;
  }
}
