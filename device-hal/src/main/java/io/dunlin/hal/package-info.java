/**
 * The ports between Dunlin and the hardware of one device: camera, lidar, position, battery, radio,
 * clock, any scalar sensor, any switch.
 *
 * <p>A port is small and states its unit, its limit and its silence: absence is a normal {@link
 * io.dunlin.hal.Reading}, and no read throws. This package knows neither files nor threads nor a
 * library; the adapters ({@code .sim}, {@code .replay}, {@code .pi4j}, {@code .linux}) know it, and
 * {@code .open} knows them. Start with {@link io.dunlin.hal.Reading}, then {@link
 * io.dunlin.hal.Sensor} and {@link io.dunlin.hal.Hardware}.
 */
@NullMarked
package io.dunlin.hal;

import org.jspecify.annotations.NullMarked;
