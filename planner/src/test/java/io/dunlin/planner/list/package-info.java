@NullMarked
package io.dunlin.planner.list;

import org.jspecify.annotations.NullMarked;
