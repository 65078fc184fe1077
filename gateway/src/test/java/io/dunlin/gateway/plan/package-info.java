@NullMarked
package io.dunlin.gateway.plan;

import org.jspecify.annotations.NullMarked;
