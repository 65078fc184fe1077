package io.dunlin.gateway.intake;

import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.Diagnostic.Severity;
import io.dunlin.gateway.IntakeResult;
import io.dunlin.gateway.IntakeResult.Accepted;
import io.dunlin.gateway.IntakeResult.Rejected;
import io.dunlin.gateway.IntakeResult.Why;
import io.dunlin.gateway.MissionGate;
import io.dunlin.gateway.StateWriter;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.SignedMission;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.trust.SwarmKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The gate: compiles a file against what is known now, signs it and makes it durable. One upload at
 * a time, so that two of the same name have an order.
 */
public final class Intake implements MissionGate {
  private final MissionCompiler compiler = new MissionCompiler();
  private final SwarmKey key;
  private final Supplier<StateView> view;
  private final StateWriter state;
  private final LongSupplier utcMillis;
  private final Consumer<Event> events;

  /**
   * @param key signs what is accepted
   * @param view the newest picture of the swarm
   * @param utcMillis the gateway's best idea of UTC
   */
  public Intake(
      SwarmKey key,
      Supplier<StateView> view,
      StateWriter state,
      LongSupplier utcMillis,
      Consumer<Event> events) {
    this.key = key;
    this.view = view;
    this.state = state;
    this.utcMillis = utcMillis;
    this.events = events;
  }

  @Override
  public synchronized IntakeResult accept(byte[] file, String name, String via) {
    StateView now = view.get();
    var surroundings =
        new Surroundings(
            PARTS_BYTES_MAX, name, List.copyOf(now.members().values()), utcMillis.getAsLong());
    IntakeResult result =
        switch (compiler.compile(file, surroundings)) {
          case Compiled.Wrong wrong -> new Rejected(wrong.why(), wrong.diagnostics());
          case Compiled.Right right -> take(right, now);
        };
    events.accept(event(result, file.length, name, via));
    return result;
  }

  private IntakeResult take(Compiled.Right right, StateView now) {
    Mission mission = right.mission();
    byte[] canonical = mission.canonicalBytes();
    var unsigned =
        new SignedMission(mission.name(), canonical, new byte[0], utcMillis.getAsLong(), false);
    LiveMission inForce = now.missions().get(mission.name());
    boolean same = inForce != null && inForce.revision().equals(unsigned.revision());
    if (inForce != null && same && inForce.cancelled()) {
      String message = "this very revision of " + mission.name() + " was cancelled";
      return refused(right, Why.INVALID, Code.CANCELLED, message, "another name, or a change");
    }
    if (!same) {
      byte[] signature = key.sign(unsigned.revisionBytes());
      try {
        state.write(
            new SignedMission(
                    mission.name(), canonical, signature, unsigned.acceptedMillis(), false)
                .put());
      } catch (IOException e) {
        String message = "the gateway could not make the mission durable: " + e.getMessage();
        return refused(right, Why.NOT_STORED, Code.NOT_STORED, message, "upload it again later");
      }
    }
    return new Accepted(
        mission.name(), unsigned.revision(), mission.tasks().size(), same, right.diagnostics());
  }

  private static IntakeResult refused(
      Compiled.Right right, Why why, String code, String message, String allowed) {
    var all = new ArrayList<Diagnostic>();
    all.add(new Diagnostic(code, Severity.ERROR, 0, 0, "", message, allowed, null));
    all.addAll(right.diagnostics());
    return new Rejected(why, all);
  }

  @Override
  public synchronized boolean cancel(String name, String via) throws IOException {
    LiveMission inForce = view.get().missions().get(name);
    if (inForce == null) return false;
    if (!inForce.cancelled()) {
      byte[] canonical = inForce.mission().canonicalBytes();
      var running = new SignedMission(name, canonical, new byte[0], inForce.acceptedMillis(), true);
      byte[] signature = key.sign(running.revisionBytes());
      state.write(
          new SignedMission(name, canonical, signature, inForce.acceptedMillis(), true).put());
      events.accept(Event.of(2104, "intake.cancelled", "mission", name, "via", via));
    }
    return true;
  }

  private static Event event(IntakeResult result, int bytes, String name, String via) {
    return switch (result) {
      case Accepted a ->
          Event.of(
              a.unchanged() ? 2102 : 2101,
              a.unchanged() ? "intake.unchanged" : "intake.accepted",
              "mission",
              a.name(),
              "revision",
              a.revision(),
              "tasks",
              a.tasks(),
              "bytes",
              bytes,
              "via",
              via);
      case Rejected r ->
          Event.of(
              2103,
              "intake.rejected",
              "mission",
              name,
              "why",
              r.why().name().toLowerCase(Locale.ROOT),
              "first",
              r.diagnostics().isEmpty() ? "" : r.diagnostics().getFirst().text("file"),
              "bytes",
              bytes,
              "via",
              via);
    };
  }
}
