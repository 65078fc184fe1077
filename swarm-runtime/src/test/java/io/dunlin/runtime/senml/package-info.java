@NullMarked
package io.dunlin.runtime.senml;

import org.jspecify.annotations.NullMarked;
