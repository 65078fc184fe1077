@org.jspecify.annotations.NullMarked
package io.dunlin.planner.execute;
