@NullMarked
package io.dunlin.planner.timeline;

import org.jspecify.annotations.NullMarked;
