/**
 * Samples the hardware's sensors on their periods and turns samples into observations. It knows the
 * hardware ports and the records of SwarmState, and decides nothing. Start with {@link
 * io.dunlin.runtime.host.sense.Sampler}.
 */
@NullMarked
package io.dunlin.runtime.host.sense;

import org.jspecify.annotations.NullMarked;
