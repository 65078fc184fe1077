/**
 * The only impure place of a device: threads, files, clock, configuration, logging and main. It
 * carries out what the {@code node} decides and decides nothing itself. Start with {@link
 * io.dunlin.runtime.host.DeviceMain}.
 */
@NullMarked
package io.dunlin.runtime.host;

import org.jspecify.annotations.NullMarked;
