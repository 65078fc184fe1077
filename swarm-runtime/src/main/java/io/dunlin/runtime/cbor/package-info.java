/**
 * Deterministic CBOR (RFC 8949 section 4.2.1) for everything that is hashed, signed or kept for
 * long. Only what we need: integers, byte and text strings, arrays, maps with text keys, booleans,
 * null and doubles. The reader is strict and bounded: what it accepts has exactly one encoding. It
 * knows no type of ours. Start with {@link io.dunlin.runtime.cbor.CborWriter}.
 */
@NullMarked
package io.dunlin.runtime.cbor;

import org.jspecify.annotations.NullMarked;
