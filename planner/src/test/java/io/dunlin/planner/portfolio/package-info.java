@NullMarked
package io.dunlin.planner.portfolio;

import org.jspecify.annotations.NullMarked;
