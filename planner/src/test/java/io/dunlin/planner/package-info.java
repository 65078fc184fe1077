@NullMarked
package io.dunlin.planner;

import org.jspecify.annotations.NullMarked;
