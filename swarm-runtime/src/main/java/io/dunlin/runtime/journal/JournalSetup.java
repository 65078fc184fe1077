package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.step.Event;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What a journal is opened with.
 *
 * @param device whose journal it is; one of another device is not opened
 * @param epoch of this process start, never used before; see {@link EpochStore}
 * @param random for salts; a predictable one lets a hostile peer forge frames that count after
 *     bit-rot
 * @param events told what happened, on the thread that noticed
 */
public record JournalSetup(
    ReplicaId device,
    long epoch,
    JournalLimits limits,
    RandomGenerator random,
    Consumer<Event> events) {}
