/**
 * Real pins and buses through Pi4J 3: digital inputs as series, outputs as switches, thermometers
 * on I2C. The only package that knows Pi4J. Where there is no board, or a chip does not answer, the
 * port stays and says so in every reading; nothing throws. Start with {@link
 * io.dunlin.hal.pi4j.Pi4jHardware}.
 */
@NullMarked
package io.dunlin.hal.pi4j;

import org.jspecify.annotations.NullMarked;
