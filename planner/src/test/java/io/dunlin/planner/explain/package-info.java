@NullMarked
package io.dunlin.planner.explain;

import org.jspecify.annotations.NullMarked;
