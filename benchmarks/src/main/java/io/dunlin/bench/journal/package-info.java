/**
 * How fast the journal is beside bare loops that do the least a journal could do, and beside SQLite
 * at the same durability: same disk, same bytes, same run. Start with {@link
 * io.dunlin.bench.journal.JournalBench}.
 */
@NullMarked
package io.dunlin.bench.journal;

import org.jspecify.annotations.NullMarked;
