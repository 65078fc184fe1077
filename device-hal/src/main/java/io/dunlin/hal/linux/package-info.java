/**
 * What any Linux kernel tells about the machine itself, in files below {@code /sys}: the battery
 * and the processor's temperature. No library, no root. Start with {@link
 * io.dunlin.hal.linux.LinuxHardware}.
 */
@NullMarked
package io.dunlin.hal.linux;

import org.jspecify.annotations.NullMarked;
