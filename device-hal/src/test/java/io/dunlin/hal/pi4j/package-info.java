@NullMarked
package io.dunlin.hal.pi4j;

import org.jspecify.annotations.NullMarked;
