package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries of a run by what they have in common, in columns of numbers.
 *
 * <pre>
 * columns:  | templates varint, 1 to 8 | template * | head of indices, if several | heads * per template | bits | whole bodies |
 * template: | kind u8 | columns varint | prefix 8, if columns |
 * heads:    | head of times, in units, beginning with the entry's | head per column |
 * bits:     | indices, if several | times and columns of each template | 0 * to a whole byte |
 * whole bodies: | length varint | bytes | of the entries whose template has no columns, in order
 * </pre>
 */
final class ColumnLayout {
  static final int TEMPLATES_MAX = 8;

  private static final class Group {
    final Template template;
    final NumberColumn times = new NumberColumn();
    final NumberColumn[] columns;

    Group(Template template) {
      this.template = template;
      this.columns = new NumberColumn[template.columns()];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = new NumberColumn();
      }
    }

    int headBytes() {
      return 1 + SummaryWriter.size(columns.length) + (columns.length > 0 ? Long.BYTES : 0);
    }

    List<NumberColumn> all() {
      var all = new ArrayList<NumberColumn>();
      all.add(times);
      all.addAll(List.of(columns));
      return all;
    }
  }

  private final TimeUnit unit;
  private final List<Group> groups = new ArrayList<>();
  private final NumberColumn indices = new NumberColumn();
  private final List<byte[]> wholes = new ArrayList<>();
  private int wholeBytes;

  ColumnLayout(TimeUnit unit) {
    this.unit = unit;
  }

  /** Takes the next entry; false, and nothing is changed, if it is one kind of body too many. */
  boolean add(LogEntry entry) {
    long[] numbers = Template.numbers(entry.body());
    Template template =
        numbers == null
            ? Template.whole(entry.kind())
            : Template.of(entry.kind(), entry.body(), numbers);
    int index = index(template);
    if (index == TEMPLATES_MAX) {
      return false;
    }
    if (index == groups.size()) {
      groups.add(new Group(template));
    }
    indices.add(index);
    Group group = groups.get(index);
    group.times.add(entry.bootNanos() / unit.nanos);
    for (int i = 0; i < group.columns.length; i++) {
      group.columns[i].add(numbers == null ? 0 : numbers[i]);
    }
    if (numbers == null) {
      wholes.add(entry.body());
      wholeBytes += SummaryWriter.size(entry.body().length) + entry.body().length;
    }
    return true;
  }

  private int index(Template template) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).template.equals(template)) {
        return i;
      }
    }
    return groups.size();
  }

  private List<NumberColumn> columns() {
    var all = new ArrayList<NumberColumn>();
    if (groups.size() > 1) {
      all.add(indices);
    }
    groups.forEach(group -> all.addAll(group.all()));
    return all;
  }

  int bytes() {
    int bytes = 1 + wholeBytes;
    long bits = 0;
    for (Group group : groups) {
      bytes += group.headBytes();
    }
    for (NumberColumn column : columns()) {
      NumberColumn.Layout layout = column.layout();
      bytes += layout.headBytes();
      bits += layout.bits();
    }
    return bytes + (int) ((bits + 7) / 8);
  }

  void write(ByteWriter out) {
    out.varint(groups.size());
    for (Group group : groups) {
      out.u8(group.template.kind() & 0xff).varint(group.columns.length);
      if (group.columns.length > 0) {
        out.u64(group.template.prefix());
      }
    }
    List<NumberColumn> columns = columns();
    List<NumberColumn.Layout> layouts = columns.stream().map(NumberColumn::layout).toList();
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).writeHead(out, layouts.get(i));
    }
    var bits = new BitWriter(out);
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).writeBits(bits, layouts.get(i));
    }
    bits.end();
    wholes.forEach(out::bytes);
  }
}
