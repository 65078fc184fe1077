@NullMarked
package io.dunlin.runtime.transport.coap;

import org.jspecify.annotations.NullMarked;
