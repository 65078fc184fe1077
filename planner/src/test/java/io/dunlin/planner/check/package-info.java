@NullMarked
package io.dunlin.planner.check;

import org.jspecify.annotations.NullMarked;
