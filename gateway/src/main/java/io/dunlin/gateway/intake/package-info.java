/**
 * Turns a mission file into a signed mission, or into a list of findings with line and column. Four
 * steps, each bounded: bytes to a tree with positions (snakeyaml-engine), shape by the published
 * JSON Schema (networknt), meaning by our own rules, and whether the known members could run it at
 * all. It must not know who carried the file here, nor what the swarm does with it. Start with
 * {@link io.dunlin.gateway.intake.MissionCompiler}; {@link io.dunlin.gateway.intake.Intake} is the
 * gate around it.
 */
@NullMarked
package io.dunlin.gateway.intake;

import org.jspecify.annotations.NullMarked;
