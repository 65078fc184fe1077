package io.dunlin.crdt;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;

/**
 * A write as a specification sees it.
 *
 * @param dot its name
 * @param stamp its clock reading
 * @param op which operation of the type, from 0
 * @param argument on what, from 0
 */
public record Write(Dot dot, Stamp stamp, int op, int argument) {}
