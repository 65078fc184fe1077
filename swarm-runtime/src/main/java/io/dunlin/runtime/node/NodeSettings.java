package io.dunlin.runtime.node;

import io.dunlin.runtime.mission.MissionSettings;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.sync.SyncSettings;
import io.dunlin.runtime.task.TaskSettings;

/**
 * Who the device is and how patient.
 *
 * @param swarm the swarm's name, from which its tag on the wire follows
 * @param member what the device says of itself
 * @param silentNanos after which a neighbour counts as silent
 * @param packetBytesMax what one packet of the links carries, 64 to 1,024
 */
public record NodeSettings(
    String swarm,
    Member member,
    long silentNanos,
    MissionSettings mission,
    TaskSettings task,
    int packetBytesMax) {

  /** For links that carry 1,024 bytes. */
  public NodeSettings(
      String swarm, Member member, long silentNanos, MissionSettings mission, TaskSettings task) {
    this(swarm, member, silentNanos, mission, task, SyncSettings.PACKET_BYTES_MOST);
  }
}
