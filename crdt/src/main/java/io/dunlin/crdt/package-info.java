/**
 * State that converges by itself. Two replicas that have seen the same writes, in whatever order
 * and however often, hold the same value: that is all this library promises, and each type's tests
 * show it.
 *
 * <p>Here are only the two words every other package needs: {@link io.dunlin.crdt.Lattice}, a value
 * that joins, and {@link io.dunlin.crdt.ReplicaId}, who wrote it. This package knows none of its
 * children. Nothing in the library does I/O, reads a clock, starts a thread or depends on anything
 * but the JDK.
 *
 * <p>Start at the guide, {@code docs/explanation/crdt.md}; in the code at {@code causal} for how
 * writes are named and remembered, then at a type such as {@code set.ORSet}.
 */
@NullMarked
package io.dunlin.crdt;

import org.jspecify.annotations.NullMarked;
