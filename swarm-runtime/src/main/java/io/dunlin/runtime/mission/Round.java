package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One round of planning, from what was known when it began. First what has a place keeps it, then
 * everything may move; the second answer must be clearly better to be taken. A task that cannot be
 * placed is set aside and the rest is solved again.
 *
 * @param token of the problem being solved
 * @param problem the one being solved, null before the first
 * @param keeping whether that problem keeps places
 * @param kept the best schedule that keeps places, once known
 */
record Round(
    long token,
    String reason,
    Outlook outlook,
    Moment began,
    SortedMap<ReplicaId, Dot> context,
    @Nullable Problem problem,
    boolean keeping,
    @Nullable Schedule kept) {

  Round next(Outlook with, boolean keep, @Nullable Schedule best) {
    return new Round(0, reason, with, began, context, null, keep, best);
  }

  Round solving(long newToken, Problem asked) {
    return new Round(newToken, reason, outlook, began, context, asked, keeping, kept);
  }
}
