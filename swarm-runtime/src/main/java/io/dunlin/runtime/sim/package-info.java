/**
 * A whole swarm in one thread under virtual time: the classes of the product, with a simulated
 * radio, simulated disks and faults of every kind. Start at {@link
 * io.dunlin.runtime.sim.Simulation}: a {@link io.dunlin.runtime.sim.Scenario} and a seed go in, an
 * {@link io.dunlin.runtime.sim.Outcome} comes out, the same byte for byte each time. An oracle
 * outside the devices sees every acknowledgement and says what was broken. Knows no file, clock or
 * thread; the host reads scenario files and prints outcomes.
 */
@NullMarked
package io.dunlin.runtime.sim;

import org.jspecify.annotations.NullMarked;
