package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.sync.CustodyModel.Outcome;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of write, commit, crash, storage error and restart, with packets lost,
 * repeated and reordered: see {@code docs/design/custody.md}.
 */
class CustodyModelTest {

  @Test
  void nothingIsFreedThatTheGatewayDoesNotHoldDurably() {
    Outcome outcome = new CustodyModel(CustodyModel.Rule.AS_BUILT).explore();
    assertThat(outcome.violation()).as("how it came to it").isEmpty();
    // The search went somewhere: things were freed, after restarts of both sides too.
    assertThat(outcome.states()).isGreaterThan(100_000);
    assertThat(outcome.freedAll()).isTrue();
    assertThat(outcome.freedAfterRestarts()).isTrue();
  }

  @Test
  void withoutTheVerifierSomethingIsLost() {
    Outcome outcome = new CustodyModel(CustodyModel.Rule.NO_VERIFIER).explore();
    assertThat(outcome.violation()).isNotEmpty().anyMatch(step -> step.contains("storage error"));
  }

  @Test
  void withoutTheOrderOfReceiptsSomethingIsLost() {
    Outcome outcome = new CustodyModel(CustodyModel.Rule.NO_ORDER).explore();
    assertThat(outcome.violation()).isNotEmpty();
  }
}
