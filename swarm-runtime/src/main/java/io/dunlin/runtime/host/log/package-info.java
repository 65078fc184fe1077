/**
 * What {@code dunlin log} does: reads a journal offline, on any machine, and changes nothing. It
 * must not know the command line, which hands it a directory and streams. Start with {@link
 * io.dunlin.runtime.host.log.LogVerify}.
 */
@NullMarked
package io.dunlin.runtime.host.log;

import org.jspecify.annotations.NullMarked;
