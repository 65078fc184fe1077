@NullMarked
package io.dunlin.hal;

import org.jspecify.annotations.NullMarked;
