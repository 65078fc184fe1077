/**
 * How writes are named, and how a replica remembers which it has seen.
 *
 * <p>A {@link io.dunlin.crdt.causal.Dot} names one write for ever: the seq-th entry of a log. An
 * {@link io.dunlin.crdt.causal.IntervalSet} says which entries of a log are seen, holes included,
 * and {@link io.dunlin.crdt.causal.Knowledge} says it for all logs. The {@link
 * io.dunlin.crdt.causal.HybridClock} only breaks ties between writes that did not know of each
 * other; it is told the time and never asks for it.
 *
 * <p>Knows nothing of what a write contains. Start at {@link io.dunlin.crdt.causal.Dot}.
 */
@NullMarked
package io.dunlin.crdt.causal;

import org.jspecify.annotations.NullMarked;
