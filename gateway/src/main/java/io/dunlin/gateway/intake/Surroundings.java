package io.dunlin.gateway.intake;

import io.dunlin.runtime.state.Member;
import java.util.List;

/**
 * What a file is judged against besides itself.
 *
 * @param bytesMax the largest file that is read at all
 * @param name the id it was uploaded under; empty where there is none
 * @param members whoever is known, silent ones included; empty when nothing is known, and then
 *     placing is not judged
 * @param nowMillis UTC, for warnings about times gone by; 0 when it is not known
 */
public record Surroundings(int bytesMax, String name, List<Member> members, long nowMillis) {
  public Surroundings {
    members = List.copyOf(members);
  }
}
