/**
 * Runs attempts: programs of the device in a fresh directory each, and builtin tasks against the
 * hardware ports. This is the impure side of {@code io.dunlin.runtime.task}: threads, files and
 * processes are here, decisions are not. It knows no plan and no SwarmState. Start with {@link
 * io.dunlin.runtime.exec.TaskRunner}.
 */
@NullMarked
package io.dunlin.runtime.exec;

import org.jspecify.annotations.NullMarked;
