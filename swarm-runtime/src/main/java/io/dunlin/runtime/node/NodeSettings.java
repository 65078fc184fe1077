package io.dunlin.runtime.node;

import io.dunlin.runtime.mission.MissionSettings;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.sync.SyncSettings;
import io.dunlin.runtime.task.TaskSettings;

/**
 * Who the device is and how patient.
 *
 * @param swarm the swarm's name, from which its tag on the wire follows
 * @param member what the device says of itself
 * @param silentNanos after which a neighbour counts as silent
 * @param packetBytesMax what one packet of the links carries, 64 to 1,024
 * @param copies how many devices are to hold what each writes, itself among them, apart from those
 *     that want everything; 0: all hold everything
 * @param quietNanos longest time between two beacons, or two probes, to a neighbour
 */
public record NodeSettings(
    String swarm,
    Member member,
    long silentNanos,
    MissionSettings mission,
    TaskSettings task,
    int packetBytesMax,
    int copies,
    long quietNanos) {

  /** For links that carry 1,024 bytes. */
  public NodeSettings(
      String swarm, Member member, long silentNanos, MissionSettings mission, TaskSettings task) {
    this(swarm, member, silentNanos, mission, task, SyncSettings.PACKET_BYTES_MOST);
  }

  /** Where all hold everything. */
  public NodeSettings(
      String swarm,
      Member member,
      long silentNanos,
      MissionSettings mission,
      TaskSettings task,
      int packetBytesMax) {
    this(swarm, member, silentNanos, mission, task, packetBytesMax, 0, SyncSettings.QUIET_NANOS);
  }

  /** The same for a device that says something else of itself. */
  NodeSettings with(Member other) {
    return new NodeSettings(
        swarm, other, silentNanos, mission, task, packetBytesMax, copies, quietNanos);
  }

  /** What sync is to know of it. */
  SyncSettings sync() {
    boolean all = copies == 0 || member.role() == Role.GATEWAY;
    return new SyncSettings(
            member.id(), member.epoch(), SyncSettings.swarmTag(swarm), packetBytesMax)
        .with(all ? SyncSettings.ALL_LANES : SyncSettings.SHARED_LANES, copies, quietNanos);
  }
}
