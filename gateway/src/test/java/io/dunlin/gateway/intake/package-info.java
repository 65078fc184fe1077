@NullMarked
package io.dunlin.gateway.intake;

import org.jspecify.annotations.NullMarked;
