/** Scenarios of missions over several devices in one JVM, their SwarmStates shared by hand. */
@NullMarked
package io.dunlin.runtime.mission;

import org.jspecify.annotations.NullMarked;
