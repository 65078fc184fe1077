@NullMarked
package io.dunlin.bench.crdt;

import org.jspecify.annotations.NullMarked;
