/**
 * Recordings played as if they were hardware: folders of photos, Camtrap DP, Movebank tracks, PX4
 * logs, Sigfox frames. Files are streamed row by row and photo by photo, so a recording may be far
 * larger than memory; every file is hostile until read, and what is wrong with it becomes a missing
 * reading that names file and place. Start with {@link io.dunlin.hal.replay.ReplayHardware}, then
 * {@link io.dunlin.hal.replay.Player} and {@link io.dunlin.hal.replay.Tape}.
 */
@NullMarked
package io.dunlin.hal.replay;

import org.jspecify.annotations.NullMarked;
