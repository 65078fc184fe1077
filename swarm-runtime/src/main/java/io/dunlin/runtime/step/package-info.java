/**
 * The words every state machine of a device shares: log entries, lanes, events and the step
 * function itself. It holds no logic, and must not know any machine, clock, file or socket. Start
 * with {@link io.dunlin.runtime.step.Machine}.
 */
@NullMarked
package io.dunlin.runtime.step;

import org.jspecify.annotations.NullMarked;
