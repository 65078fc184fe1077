/**
 * The journal of a device: one append-only log on disk that holds its own entries and those it
 * carries for others. It knows frames, segments, an index and what a power cut can do to them; it
 * must not know clocks, threads, loggers or real files, which reach it through {@link
 * io.dunlin.runtime.journal.Disk}. Only what {@link io.dunlin.runtime.journal.Journal#commit} has
 * confirmed is acknowledged, read or offered to anybody. Start with {@link
 * io.dunlin.runtime.journal.Journal}; the bytes are drawn in {@code docs/formats/journal.md}.
 */
@NullMarked
package io.dunlin.runtime.journal;

import org.jspecify.annotations.NullMarked;
