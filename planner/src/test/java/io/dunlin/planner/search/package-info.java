@NullMarked
package io.dunlin.planner.search;

import org.jspecify.annotations.NullMarked;
