/**
 * The embedded store: one SQLite file in write-ahead mode with full synchronisation, one row a dot.
 * Only this package knows SQL. Start with {@link io.dunlin.gateway.store.sqlite.SqliteStore}.
 */
@NullMarked
package io.dunlin.gateway.store.sqlite;

import org.jspecify.annotations.NullMarked;
