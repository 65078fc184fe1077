/**
 * Our CRDTs beside those of Apache Pekko Distributed Data: time to join, bytes on the wire, heap.
 * Start with {@link io.dunlin.bench.crdt.CrdtBench}; what Pekko needs is in one class.
 */
@NullMarked
package io.dunlin.bench.crdt;

import org.jspecify.annotations.NullMarked;
