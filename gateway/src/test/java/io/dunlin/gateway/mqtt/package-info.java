@NullMarked
package io.dunlin.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
