/**
 * As much of JPEG (ITU-T T.81) and EXIF (JEITA CP-3451) as a device needs: whether a file is whole,
 * where and when it was taken, and writing the same into a simulated photo. Pure functions on
 * bytes; every offset is checked before use, and nothing decodes pixels. Start with {@link
 * io.dunlin.hal.jpeg.Jpeg}.
 */
@NullMarked
package io.dunlin.hal.jpeg;

import org.jspecify.annotations.NullMarked;
