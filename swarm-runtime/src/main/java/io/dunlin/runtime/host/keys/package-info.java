/** Where keys are kept: files of mode 0600 in the data directory, written once and synced. */
@NullMarked
package io.dunlin.runtime.host.keys;

import org.jspecify.annotations.NullMarked;
