@NullMarked
package io.dunlin.bench.planner;

import org.jspecify.annotations.NullMarked;
