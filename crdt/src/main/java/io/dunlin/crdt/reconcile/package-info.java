/**
 * What one replica has and another lacks, computed from what both say they have seen. Pure
 * functions; sending is for others. Start at {@link io.dunlin.crdt.reconcile.FrontierDifference}.
 */
@NullMarked
package io.dunlin.crdt.reconcile;

import org.jspecify.annotations.NullMarked;
