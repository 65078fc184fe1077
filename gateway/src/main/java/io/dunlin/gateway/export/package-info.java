/** Observations as files that other programs read: CSV and SenML, with a manifest. */
@NullMarked
package io.dunlin.gateway.export;

import org.jspecify.annotations.NullMarked;
