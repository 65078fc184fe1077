/**
 * Bytes for the wire and the disk: hand-written, canonical, bounded.
 *
 * <p>Equal values have equal bytes, and every other spelling is refused. Whatever the bytes, a
 * reader ends with a value or a {@link io.dunlin.crdt.codec.MalformedException}, and allocates no
 * more than a small multiple of the bytes it was given. The formats are specified in {@code
 * docs/formats/crdt.md}.
 *
 * <p>Knows the types it writes; none of them knows it. Start at {@link
 * io.dunlin.crdt.codec.ByteReader}.
 */
@NullMarked
package io.dunlin.crdt.codec;

import org.jspecify.annotations.NullMarked;
