/**
 * Real files behind the ports of the journal and the blob store, and the thread that writes the
 * journal. It must not know any protocol or machine. Start with {@link
 * io.dunlin.runtime.host.disk.FileDisk} and {@link io.dunlin.runtime.host.disk.JournalWriter}.
 */
@NullMarked
package io.dunlin.runtime.host.disk;

import org.jspecify.annotations.NullMarked;
