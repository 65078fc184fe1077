@NullMarked
package io.dunlin.gateway.cli;

import org.jspecify.annotations.NullMarked;
