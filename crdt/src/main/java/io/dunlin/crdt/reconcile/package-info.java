/**
 * How two replicas differ, in few bytes: pure functions, and sending is for others.
 *
 * <p>{@link io.dunlin.crdt.reconcile.FrontierDifference} compares what two have seen; {@link
 * io.dunlin.crdt.reconcile.FrontierSummary} says how to tell it; {@link
 * io.dunlin.crdt.reconcile.SymbolStream} and {@link io.dunlin.crdt.reconcile.SymbolDecoder} find
 * the difference of any two sets; {@link io.dunlin.crdt.reconcile.LiveDotDifference} finds removals
 * that are forgotten.
 */
@NullMarked
package io.dunlin.crdt.reconcile;

import org.jspecify.annotations.NullMarked;
