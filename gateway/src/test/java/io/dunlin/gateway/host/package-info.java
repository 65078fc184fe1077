@NullUnmarked
package io.dunlin.gateway.host;

import org.jspecify.annotations.NullUnmarked;
