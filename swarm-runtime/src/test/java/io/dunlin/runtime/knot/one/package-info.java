@NullMarked
package io.dunlin.runtime.knot.one;

import org.jspecify.annotations.NullMarked;
