@NullMarked
package io.dunlin.gateway.broker;

import org.jspecify.annotations.NullMarked;
