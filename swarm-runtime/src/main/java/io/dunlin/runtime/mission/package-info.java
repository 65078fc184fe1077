/**
 * An island's side of missions: elects one coordinator, turns what SwarmState says into a planning
 * problem, publishes the plan, and sees when it no longer fits. It starts nothing itself: devices
 * follow the plan that they read in SwarmState. It knows neither sockets nor threads; searching is
 * an effect. Start with {@link io.dunlin.runtime.mission.CoordinatorMachine}.
 */
@NullMarked
package io.dunlin.runtime.mission;

import org.jspecify.annotations.NullMarked;
