/**
 * What the whole swarm knows: one CRDT document, and the records that its values decode to. The
 * document is a map from key to versions over dots; every record here names its key and its one
 * canonical encoding. The package decides nothing and knows no machine, clock, file or socket.
 * Start with {@link io.dunlin.runtime.state.StateView}, the immutable picture machines are given.
 */
@NullMarked
package io.dunlin.runtime.state;

import org.jspecify.annotations.NullMarked;
