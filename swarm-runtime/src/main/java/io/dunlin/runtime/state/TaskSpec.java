package io.dunlin.runtime.state;

import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One task of a compiled mission: defaults are filled in, units are base units.
 *
 * @param action name of a builtin, key of a program, or blob of a wasm module, by kind
 * @param takes data edges, sorted by input name
 * @param after control edges
 * @param has capabilities a device must have
 * @param place where to be, or null
 * @param effort how long it takes
 * @param gives outputs it must leave
 * @param retries how often a failed attempt may be repeated
 * @param deadlineMillis UTC, 0 for none
 */
public record TaskSpec(
    String name,
    Kind kind,
    String action,
    List<String> args,
    List<Take> takes,
    List<String> after,
    SortedSet<String> has,
    int cores,
    long memoryBytes,
    @Nullable Place place,
    Effort effort,
    List<Give> gives,
    int priority,
    int retries,
    OnLost onLost,
    long lostAfterMillis,
    PartitionPolicy partitionPolicy,
    long deadlineMillis) {

  public enum Kind {
    BUILTIN,
    PROCESS
  }

  /** What becomes of a task whose device went silent. */
  public enum OnLost {
    REASSIGN,
    WAIT,
    ABANDON
  }

  /** What an island may do with the task while the swarm is split. */
  public enum PartitionPolicy {
    RUN_LOCAL,
    NEED_QUORUM,
    HOLD
  }

  /** An input: the output {@code output} of task {@code from}, seen by the task as {@code name}. */
  public record Take(String name, String from, String output) {}

  /** An output with its expected size, which the planner reckons with. */
  public record Give(String name, long sizeBytes, String contentType) {}

  /** Either fixed, or work that the device's speed divides. */
  public record Effort(long millis, boolean divided) {}

  /**
   * Where to be.
   *
   * @param points longitude and latitude in degrees, WGS 84
   */
  public record Place(Shape shape, List<Point> points) {
    public enum Shape {
      POINT,
      POLYGON,
      ROUTE
    }

    public record Point(double longitude, double latitude) {}

    public Place {
      points = List.copyOf(points);
    }
  }

  public TaskSpec {
    args = List.copyOf(args);
    takes = List.copyOf(takes);
    after = List.copyOf(after);
    has = Collections.unmodifiableSortedSet(new TreeSet<>(has));
    gives = List.copyOf(gives);
  }

  void write(CborWriter to) {
    to.fields(f -> {
      f.text("name", name).text("kind", kind.name()).text("action", action).texts("args", args);
      f.array("takes", takes, TaskSpec::writeTake).texts("after", after).texts("has", has);
      f.number("cores", cores).number("memory", memoryBytes);
      if (place != null) f.put("place", w -> writePlace(w, place));
      f.number("effort", effort.millis()).bool("divided", effort.divided());
      f.array("gives", gives, TaskSpec::writeGive);
      f.number("priority", priority).number("retries", retries).text("onLost", onLost.name());
      f.number("lostAfter", lostAfterMillis).text("policy", partitionPolicy.name());
      f.number("deadline", deadlineMillis);
    });
  }

  private static void writeTake(CborWriter w, Take take) {
    w.fields(f -> f.text("as", take.name()).text("from", take.from()).text("out", take.output()));
  }

  private static void writeGive(CborWriter w, Give give) {
    w.fields(f ->
        f.text("name", give.name())
            .number("size", give.sizeBytes())
            .text("type", give.contentType()));
  }

  private static void writePlace(CborWriter w, Place place) {
    w.fields(f ->
        f.text("shape", place.shape().name())
            .array(
                "points",
                place.points(),
                (p, point) ->
                    p.array(
                        List.of(point.longitude(), point.latitude()),
                        (c, degrees) -> c.real(degrees))));
  }

  static TaskSpec read(Item item) throws MalformedException {
    var takes = new ArrayList<Take>();
    for (Item take : item.field("takes").items()) {
      takes.add(
          new Take(take.field("as").text(), take.field("from").text(), take.field("out").text()));
    }
    var gives = new ArrayList<Give>();
    for (Item give : item.field("gives").items()) {
      gives.add(
          new Give(
              give.field("name").text(),
              give.field("size").number(0, Long.MAX_VALUE),
              give.field("type").text()));
    }
    Item place = item.optional("place");
    return new TaskSpec(
        item.field("name").text(),
        Words.word(Kind.class, item.field("kind")),
        item.field("action").text(),
        item.field("args").texts(),
        takes,
        item.field("after").texts(),
        item.field("has").textSet(),
        (int) item.field("cores").number(0, 4096),
        item.field("memory").number(0, Long.MAX_VALUE),
        place == null ? null : readPlace(place),
        new Effort(
            item.field("effort").number(0, Long.MAX_VALUE / 1_000_000),
            item.field("divided").bool()),
        gives,
        (int) item.field("priority").number(-1000, 1000),
        (int) item.field("retries").number(0, 1000),
        Words.word(OnLost.class, item.field("onLost")),
        item.field("lostAfter").number(0, Long.MAX_VALUE / 1_000_000),
        Words.word(PartitionPolicy.class, item.field("policy")),
        item.field("deadline").number(0, Long.MAX_VALUE));
  }

  private static Place readPlace(Item item) throws MalformedException {
    var points = new ArrayList<Place.Point>();
    for (Item point : item.field("points").items()) {
      if (point.items().size() != 2) throw new MalformedException("a point has two coordinates");
      points.add(new Place.Point(point.items().get(0).real(), point.items().get(1).real()));
    }
    return new Place(Words.word(Place.Shape.class, item.field("shape")), points);
  }
}
