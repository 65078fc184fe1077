/**
 * Scenario files: YAML to a checked {@link io.dunlin.runtime.sim.Scenario}, and outcomes as people
 * and scripts read them. Every mistake is told with its line and column. Start at {@link
 * io.dunlin.runtime.host.scenario.ScenarioFile}. Only this package knows the YAML library.
 */
@NullMarked
package io.dunlin.runtime.host.scenario;

import org.jspecify.annotations.NullMarked;
