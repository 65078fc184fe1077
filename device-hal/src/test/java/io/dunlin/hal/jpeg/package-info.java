@NullMarked
package io.dunlin.hal.jpeg;

import org.jspecify.annotations.NullMarked;
