/**
 * Counters that every replica moves at once. Start at {@link io.dunlin.crdt.counter.GCounter}.
 * Knows replica ids and nothing of causality: a slot belongs to one replica, which alone writes it.
 */
@NullMarked
package io.dunlin.crdt.counter;

import org.jspecify.annotations.NullMarked;
