@NullMarked
package io.dunlin.planner.route;

import org.jspecify.annotations.NullMarked;
