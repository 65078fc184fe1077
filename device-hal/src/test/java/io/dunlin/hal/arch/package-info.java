@NullMarked
package io.dunlin.hal.arch;

import org.jspecify.annotations.NullMarked;
