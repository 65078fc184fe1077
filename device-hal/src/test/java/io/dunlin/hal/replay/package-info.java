@NullMarked
package io.dunlin.hal.replay;

import org.jspecify.annotations.NullMarked;
