/**
 * Where configuration becomes hardware: the one package that knows every adapter. A new adapter is
 * one line in {@link io.dunlin.hal.open.Adapters}.
 */
@NullMarked
package io.dunlin.hal.open;

import org.jspecify.annotations.NullMarked;
