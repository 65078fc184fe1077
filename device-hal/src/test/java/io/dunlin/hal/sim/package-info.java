@NullMarked
package io.dunlin.hal.sim;

import org.jspecify.annotations.NullMarked;
