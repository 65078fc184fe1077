/**
 * What {@code dunlin data export} does: reads a journal offline, on any machine, and writes its
 * observations to files that other programs read, with their SHA-256 and a report of what could not
 * be exported. It must not know the command line. Start with {@link
 * io.dunlin.runtime.host.export.Export}.
 */
@NullMarked
package io.dunlin.runtime.host.export;

import org.jspecify.annotations.NullMarked;
