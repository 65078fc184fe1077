/**
 * What every adapter promises, once: a test of an adapter implements the contracts of the ports it
 * has, and the checks run on it.
 */
@NullMarked
package io.dunlin.hal.contract;

import org.jspecify.annotations.NullMarked;
