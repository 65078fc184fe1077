package io.dunlin.planner.format;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a QGroundControl {@code .plan} (JSON, version 1): waypoints and surveys. Coordinates stand
 * there as [latitude, longitude, …]. What it does not use is said in {@link FlightPlan#leftOut}.
 */
public final class QgcPlanReader {
  /** MAVLink commands whose parameters 5 and 6 are a place that is flown to. */
  private static final List<Integer> PLACES = List.of(16, 17, 18, 19, 21, 22, 31, 82, 84, 85);

  private static final int MULTIROTOR = 2;

  private final JsonCursor json;
  private final List<FlightPlan.Point> waypoints = new ArrayList<>();
  private final List<FlightPlan.Survey> surveys = new ArrayList<>();
  private final SortedMap<String, Integer> passedOver = new TreeMap<>();
  private FlightPlan.@Nullable Point home;
  private String fileType = "";
  private boolean mission;
  private double cruise;
  private double hover;
  private int vehicle = MULTIROTOR;

  private QgcPlanReader(JsonCursor json) {
    this.json = json;
  }

  /**
   * Reads UTF-8 JSON of at most 256 MiB.
   *
   * @throws FormatException for anything that is no plan, and for places that are not on Earth
   */
  public static FlightPlan read(byte[] bytes) throws FormatException {
    try (JsonCursor json = new JsonCursor(bytes)) {
      QgcPlanReader reader = new QgcPlanReader(json);
      json.object("a plan", reader::member);
      json.end();
      return reader.plan();
    }
  }

  private void member(String member) throws FormatException {
    switch (member) {
      case "fileType" -> fileType = json.string("fileType");
      case "mission" -> {
        mission = true;
        json.object("mission", this::mission);
      }
      case "geoFence" -> counted("geoFence", "polygons", "circles");
      case "rallyPoints" -> counted("rallyPoints", "points", "points");
      default -> json.skip();
    }
  }

  /** A part that is not used: said only when there is something in it. */
  private void counted(String part, String list, String otherList) throws FormatException {
    json.object(
        part,
        member -> {
          if (!member.equals(list) && !member.equals(otherList)) {
            json.skip();
            return;
          }
          json.array(
              member,
              () -> {
                json.skip();
                passedOver.merge(part + "." + member, 1, Integer::sum);
              });
        });
  }

  private void mission(String member) throws FormatException {
    switch (member) {
      case "cruiseSpeed" -> cruise = json.number("cruiseSpeed", 0);
      case "hoverSpeed" -> hover = json.number("hoverSpeed", 0);
      case "vehicleType" -> vehicle = json.count("vehicleType");
      case "plannedHomePosition" -> home = point(json.numbersOrNaN("plannedHomePosition"), 0);
      case "items" -> json.array("items", this::item);
      default -> json.skip();
    }
  }

  /** One item, simple or complex; which of the two is known only at its end. */
  private static final class Item {
    String type = "";
    String complexType = "";
    int command = -1;
    double[] params = {};
    List<FlightPlan.Point> polygon = List.of();
    double angle;
    double spacing;
    double trigger;
  }

  private void item() throws FormatException {
    Item item = new Item();
    json.object(
        "an item",
        member -> {
          switch (member) {
            case "type" -> item.type = json.string("type");
            case "complexItemType" -> item.complexType = json.string("complexItemType");
            case "command" -> item.command = json.count("command");
            case "params" -> item.params = json.numbersOrNaN("params");
            case "angle" -> item.angle = json.number("angle", 0);
            case "polygon" -> item.polygon = points("polygon");
            case "TransectStyleComplexItem" -> json.object(member, part -> transects(item, part));
            default -> json.skip();
          }
        });
    if (item.type.equals("SimpleItem")) {
      simple(item);
    } else if (item.complexType.equals("survey")) {
      if (item.polygon.size() < 3) {
        throw json.error("a survey has fewer than three corners");
      }
      surveys.add(new FlightPlan.Survey(item.polygon, item.angle, item.spacing, item.trigger));
    } else {
      passedOver.merge("item of type \"" + item.type + item.complexType + '"', 1, Integer::sum);
    }
  }

  private void simple(Item item) throws FormatException {
    if (!PLACES.contains(item.command)) {
      passedOver.merge("MAVLink command " + item.command, 1, Integer::sum);
      return;
    }
    if (item.params.length < 6) {
      throw json.error("command " + item.command + " has no place in its params");
    }
    // A landing or takeoff where it is has no place of its own.
    if (!Double.isNaN(item.params[4]) && (item.params[4] != 0 || item.params[5] != 0)) {
      waypoints.add(point(item.params, 4));
    }
  }

  private void transects(Item item, String member) throws FormatException {
    if (!member.equals("CameraCalc")) {
      json.skip();
      return;
    }
    json.object(
        "CameraCalc",
        part -> {
          switch (part) {
            case "AdjustedFootprintSide" -> item.spacing = json.number(part, 0);
            case "AdjustedFootprintFrontal" -> item.trigger = json.number(part, 0);
            default -> json.skip();
          }
        });
  }

  private List<FlightPlan.Point> points(String what) throws FormatException {
    List<FlightPlan.Point> points = new ArrayList<>();
    json.array(what, () -> points.add(point(json.numbersOrNaN(what), 0)));
    return points;
  }

  private FlightPlan.Point point(double[] numbers, int from) throws FormatException {
    if (numbers.length < from + 2) {
      throw json.error("a place needs latitude and longitude");
    }
    double latitude = numbers[from];
    double longitude = numbers[from + 1];
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw json.error("latitude " + latitude + ", longitude " + longitude + " is not on Earth");
    }
    return new FlightPlan.Point(latitude, longitude);
  }

  private FlightPlan plan() throws FormatException {
    if (!fileType.equals("Plan") || !mission) {
      throw new FormatException(1, 1, "this is no plan of QGroundControl (fileType \"Plan\")");
    }
    if (waypoints.isEmpty() && surveys.isEmpty()) {
      throw new FormatException(1, 1, "the plan has neither waypoints nor a survey");
    }
    double speed = vehicle == MULTIROTOR ? hover : cruise;
    List<String> leftOut = new ArrayList<>();
    passedOver.forEach((what, count) -> leftOut.add(count + " x " + what));
    return new FlightPlan(home, speed > 0 ? speed : 5, waypoints, surveys, leftOut);
  }
}
