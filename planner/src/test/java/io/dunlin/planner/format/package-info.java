@NullMarked
package io.dunlin.planner.format;

import org.jspecify.annotations.NullMarked;
