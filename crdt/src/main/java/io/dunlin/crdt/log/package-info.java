/**
 * Logs: {@link io.dunlin.crdt.log.SortedLog} shows what many write as one sequence; {@link
 * io.dunlin.crdt.log.ObservationLog} finds observations in memory that others own, and forgets them
 * by a {@link io.dunlin.crdt.log.Retention} that converges. Knows causality and nothing of the
 * wire, of files or of what an observation means.
 */
@NullMarked
package io.dunlin.crdt.log;

import org.jspecify.annotations.NullMarked;
