@NullMarked
package io.dunlin.runtime.transport.mqtt;

import org.jspecify.annotations.NullMarked;
