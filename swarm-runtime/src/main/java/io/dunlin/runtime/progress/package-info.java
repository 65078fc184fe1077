/**
 * What the attempts in SwarmState say about a mission: which result of a task counts, how often it
 * failed, who has its outputs. Pure functions of a {@link io.dunlin.runtime.state.StateView}; they
 * decide nothing and write nothing. Start with {@link io.dunlin.runtime.progress.MissionProgress}.
 */
@NullMarked
package io.dunlin.runtime.progress;

import org.jspecify.annotations.NullMarked;
