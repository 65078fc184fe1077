@NullMarked
package io.dunlin.hal.linux;

import org.jspecify.annotations.NullMarked;
