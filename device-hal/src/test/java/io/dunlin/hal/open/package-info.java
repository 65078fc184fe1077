@NullMarked
package io.dunlin.hal.open;

import org.jspecify.annotations.NullMarked;
