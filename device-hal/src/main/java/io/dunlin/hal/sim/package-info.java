/**
 * Simulated hardware: a product for rehearsals and tests, and strict. Every reading is a pure
 * function of the seed and of the time since opening, so one seed gives one run; each port forks
 * its own randomness by name. It knows the ports and the clock it is handed, nothing else. Start
 * with {@link io.dunlin.hal.sim.SimHardware}.
 */
@NullMarked
package io.dunlin.hal.sim;

import org.jspecify.annotations.NullMarked;
