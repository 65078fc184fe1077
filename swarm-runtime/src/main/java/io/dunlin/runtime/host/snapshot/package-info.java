/**
 * Copies of what follows from the journal, kept beside it so that a start need not read every
 * change again. A copy is never the truth: one that is missing, damaged, of another version or
 * ahead of the journal is left alone and made anew. The only package that knows Kryo, which never
 * sees a byte from a socket. Start with {@link io.dunlin.runtime.host.snapshot.StateSnapshot}.
 */
@NullMarked
package io.dunlin.runtime.host.snapshot;

import org.jspecify.annotations.NullMarked;
