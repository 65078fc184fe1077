package io.dunlin.runtime.node;

import io.dunlin.runtime.mission.MissionSettings;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.task.TaskSettings;

/**
 * Who the device is and how patient.
 *
 * @param swarm the swarm's name, from which its tag on the wire follows
 * @param member what the device says of itself
 * @param silentNanos after which a neighbour counts as silent
 */
public record NodeSettings(
    String swarm, Member member, long silentNanos, MissionSettings mission, TaskSettings task) {}
