@NullMarked
package io.dunlin.planner.replan;

import org.jspecify.annotations.NullMarked;
