/// What is booked when on one resource: a processor, a radio, a device of several cores and bounded
/// memory.
///
/// Times only; it knows neither tasks nor devices. Start at [io.dunlin.planner.timeline.Occupancy].
@NullMarked
package io.dunlin.planner.timeline;

import org.jspecify.annotations.NullMarked;
