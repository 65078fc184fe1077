package io.dunlin.runtime.knot.two;

import io.dunlin.runtime.knot.one.One;
import org.jspecify.annotations.Nullable;

/** The other half. */
public record Two(@Nullable One one) {}
