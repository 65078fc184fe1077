/** Real processes, and builtins against simulated hardware. */
@NullMarked
package io.dunlin.runtime.exec;

import org.jspecify.annotations.NullMarked;
