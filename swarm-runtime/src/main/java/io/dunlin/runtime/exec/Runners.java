package io.dunlin.runtime.exec;

import io.dunlin.hal.Hardware;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.task.RunRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** All runners of a device: gives each attempt to the one for its kind, and says what happens. */
public final class Runners implements TaskRunner {
  private final TaskRunner programs;
  private final TaskRunner builtins;
  private final Consumer<Event> events;

  private Runners(TaskRunner programs, TaskRunner builtins, Consumer<Event> events) {
    this.programs = programs;
    this.builtins = builtins;
    this.events = events;
  }

  /**
   * Opens them and clears what an earlier process left in the work directory.
   *
   * @param programs command line by key; empty offers none
   * @param events told on the runners' threads
   * @throws IOException when the work directory cannot be made or cleared
   */
  public static Runners open(
      Path workDirectory,
      BlobStore blobs,
      Hardware hardware,
      Publisher publisher,
      SortedMap<String, List<String>> programs,
      Consumer<Event> events)
      throws IOException {
    var processes =
        new ProcessRunner(ProcessSettings.of(workDirectory.resolve("programs"), programs), blobs);
    var builtins = new BuiltinRunner(hardware, blobs, workDirectory.resolve("builtins"), publisher);
    return new Runners(processes, builtins, events);
  }

  @Override
  public Running start(RunRequest request, Consumer<RunOutcome> outcome) {
    TaskRunner runner =
        switch (request.task().kind()) {
          case PROCESS -> programs;
          case BUILTIN -> builtins;
        };
    events.accept(ExecEvents.started(request));
    return runner.start(
        request,
        how -> {
          events.accept(ExecEvents.ended(request, how));
          outcome.accept(how);
        });
  }

  @Override
  public void close() {
    try {
      programs.close();
    } finally {
      builtins.close();
    }
  }
}
