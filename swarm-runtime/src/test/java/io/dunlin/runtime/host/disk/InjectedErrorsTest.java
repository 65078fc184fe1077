package io.dunlin.runtime.host.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.journal.Entries;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.Recovered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** System calls of a real process fail; it goes on, and nothing acknowledged is lost. */
@Timeout(120)
class InjectedErrorsTest {
  private static final int UNTIL = 2_000;

  @TempDir Path directory;

  private static boolean canTrace() throws Exception {
    return new ProcessBuilder("sh", "-c", "strace -f -qq -o /dev/null true").start().waitFor() == 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fdatasync:error=EIO:when=8",
        "fdatasync:error=EIO:when=5+7",
        "fdatasync:error=ENOSPC:when=9+11",
        "pwrite64:error=EIO:when=20+9",
        "pwrite64:error=ENOSPC:when=20+9",
        "ftruncate:error=EIO:when=1+2",
        "fsync:error=EIO:when=2+3"
      })
  void goesOnAndLosesNothing(String inject) throws Exception {
    boolean mandatory = "1".equals(System.getenv("DUNLIN_TESTS_MANDATORY"));
    Assumptions.assumeTrue(
        mandatory || canTrace(), "failing system calls need strace, and the right to trace");
    Path trace = directory.resolve("trace");
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace",
                "-f",
                "-qq",
                "--seccomp-bpf",
                "-e",
                "trace=" + inject.substring(0, inject.indexOf(':')),
                "-e",
                "inject=" + inject,
                "-o",
                trace.toString()));
    Path journal = directory.resolve("journal");
    command.addAll(Scribe.command(journal, Integer.toString(UNTIL)));
    List<Long> acknowledged = new ArrayList<>();
    long[] epochs = new long[1];
    int status =
        Scribe.live(
            command,
            (epoch, seq) -> {
              epochs[0] = epoch;
              acknowledged.add(seq);
              return true;
            });
    assertThat(Files.readString(trace)).contains("INJECTED");
    assertThat(status).isZero();
    assertThat(acknowledged).as("goes on").hasSizeGreaterThanOrEqualTo(UNTIL - 1);
    Recovered recovered = Journal.open(new FileDisk(journal), Entries.setup(-1, 1 << 16, _ -> {}));
    assertThat(recovered.report().damages()).isEmpty();
    assertThat(recovered.report().conflicts()).isEmpty();
    LogId log = new LogId(Entries.SELF, epochs[0], Entries.TELEMETRY);
    var read = recovered.journal().read(log, 1, Integer.MAX_VALUE);
    assertThat(read)
        .isEqualTo(Entries.run(Entries.SELF, epochs[0], Entries.TELEMETRY, 1, read.size()));
    for (long seq : acknowledged) assertThat(seq).isLessThanOrEqualTo(read.size());
  }
}
