package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a coordinator decided for its island. The highest (epoch, coordinator) that names a device
 * as member is the one it follows, if the plan's context covers what it knows of its own attempts.
 *
 * @param epoch highest seen plus one
 * @param atMillis UTC of the coordinator when it was published
 * @param members the island
 * @param missions revision (64 hex digits) by mission name
 * @param context per member the newest own state-lane dot of its attempts that the coordinator knew
 * @param assignments sorted by attempt
 * @param makespanMillis predicted, from {@code atMillis}
 */
public record Plan(
    long epoch,
    ReplicaId coordinator,
    long atMillis,
    SortedSet<ReplicaId> members,
    SortedMap<String, String> missions,
    SortedMap<ReplicaId, Dot> context,
    List<Assignment> assignments,
    long makespanMillis)
    implements Comparable<Plan> {
  static final String PREFIX = "plan/";
  private static final Comparator<Plan> ORDER =
      Comparator.comparingLong(Plan::epoch).thenComparing(Plan::coordinator);

  /** One attempt with its predicted times, UTC of the coordinator. */
  public record Assignment(AttemptKey attempt, long startMillis, long endMillis) {}

  public Plan {
    members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    missions = Collections.unmodifiableSortedMap(new TreeMap<>(missions));
    context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
    assignments = assignments.stream().sorted(Comparator.comparing(Assignment::attempt)).toList();
  }

  @Override
  public int compareTo(Plan other) {
    return ORDER.compare(this, other);
  }

  public Put put() {
    var memberList = List.copyOf(members);
    return new Put(
        PREFIX + coordinator,
        new CborWriter()
            .fields(f -> {
              f.number("epoch", epoch).number("at", atMillis).number("span", makespanMillis);
              f.array("members", memberList, (w, id) -> w.bytes(id.toBytes()));
              f.put("missions", w -> w.map(missions, CborWriter::text));
              f.array("context", context.values(), Plan::writeDot);
              f.array("tasks", assignments, this::writeAssignment);
            })
            .toBytes());
  }

  private static void writeDot(CborWriter w, Dot dot) {
    w.fields(f ->
        f.bytes("o", dot.log().origin().toBytes())
            .bytes("e", Words.u64(dot.log().epoch()))
            .number("l", dot.log().lane())
            .number("s", dot.seq()));
  }

  private void writeAssignment(CborWriter w, Assignment a) {
    w.fields(f ->
        f.text("m", a.attempt().mission())
            .text("t", a.attempt().task())
            .number("n", a.attempt().n())
            .bytes("d", a.attempt().device().toBytes())
            .number("from", a.startMillis() - atMillis)
            .number("to", a.endMillis() - atMillis));
  }

  static Plan read(String key, Item item) throws MalformedException {
    ReplicaId coordinator = Words.replica(key.substring(PREFIX.length()));
    long at = item.field("at").number();
    var members = new TreeSet<ReplicaId>();
    for (Item member : item.field("members").items()) members.add(Words.replica(member));
    var missions = new TreeMap<String, String>();
    for (var mission : item.field("missions").map().entrySet()) {
      if (mission.getValue().text().length() != 64) throw new MalformedException("a revision");
      missions.put(mission.getKey(), mission.getValue().text());
    }
    var context = new TreeMap<ReplicaId, Dot>();
    for (Item dot : item.field("context").items()) {
      ReplicaId origin = Words.replica(dot.field("o"));
      context.put(
          origin,
          Dot.of(
              origin,
              Words.u64(dot.field("e").bytes(8)),
              (int) dot.field("l").number(0, 7),
              dot.field("s").number(1, Long.MAX_VALUE)));
    }
    var assignments = new ArrayList<Assignment>();
    for (Item task : item.field("tasks").items()) {
      assignments.add(readAssignment(task, missions, at));
    }
    return new Plan(
        item.field("epoch").number(1, Long.MAX_VALUE),
        coordinator,
        at,
        members,
        missions,
        context,
        assignments,
        item.field("span").number(0, Long.MAX_VALUE));
  }

  private static Assignment readAssignment(Item task, SortedMap<String, String> missions, long at)
      throws MalformedException {
    String mission = task.field("m").text();
    String revision = missions.get(mission);
    if (revision == null) throw new MalformedException("plan names no mission " + mission);
    return new Assignment(
        new AttemptKey(
            mission,
            revision,
            task.field("t").text(),
            (int) task.field("n").number(1, Integer.MAX_VALUE),
            Words.replica(task.field("d"))),
        at + task.field("from").number(),
        at + task.field("to").number());
  }
}
