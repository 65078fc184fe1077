/**
 * A device's side of missions: follows the plan that names it, brings inputs here, starts what fits
 * into its cores and memory in the plan's order, and writes down how far each attempt is. It never
 * plans, and knows neither processes nor sockets: running and fetching are effects. Start with
 * {@link io.dunlin.runtime.task.TaskMachine}.
 */
@NullMarked
package io.dunlin.runtime.task;

import org.jspecify.annotations.NullMarked;
