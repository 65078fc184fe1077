@NullMarked
package io.dunlin.runtime.transport.fetch;

import org.jspecify.annotations.NullMarked;
