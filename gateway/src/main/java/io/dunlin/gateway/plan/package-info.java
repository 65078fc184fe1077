/**
 * The planner on files: {@code dunlin plan} on benchmark instances, and {@code dunlin mission
 * plan}, which plans a mission on the snapshot of a swarm with the very classes that a coordinator
 * uses. It reads, plans, checks and draws; it changes nothing and talks to no swarm. Start with
 * {@link io.dunlin.gateway.plan.PlanCommand} and {@link io.dunlin.gateway.plan.MissionPlanCommand}.
 */
@NullMarked
package io.dunlin.gateway.plan;

import org.jspecify.annotations.NullMarked;
