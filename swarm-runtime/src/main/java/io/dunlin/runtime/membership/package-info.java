/**
 * Who is there, when each was last heard and by which path, and who belongs to our connected
 * island. Silence is a state, never a deletion: a device away for a year is still a member.
 *
 * <p>One pure state machine and one pure function. It must not know packets, clocks or other
 * machines; it is told who was heard and which links are live. Start with {@link
 * io.dunlin.runtime.membership.MembershipMachine}.
 */
@NullMarked
package io.dunlin.runtime.membership;

import org.jspecify.annotations.NullMarked;
