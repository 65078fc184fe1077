@NullMarked
package io.dunlin.gateway.export;

import org.jspecify.annotations.NullMarked;
