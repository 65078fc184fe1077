@NullMarked
package io.dunlin.runtime.knot.two;

import org.jspecify.annotations.NullMarked;
