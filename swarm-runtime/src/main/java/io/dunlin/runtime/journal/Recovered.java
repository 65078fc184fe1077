package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Knowledge;
import java.util.Optional;

/**
 * A journal that is open for writing, and what it held.
 *
 * @param knowledge every dot in it
 * @param previous empty at the first start on this disk
 */
public record Recovered(
    Journal journal,
    Knowledge knowledge,
    Optional<PreviousEpoch> previous,
    RecoveryReport report) {}
