@NullMarked
package io.dunlin.bench.gateway;

import org.jspecify.annotations.NullMarked;
