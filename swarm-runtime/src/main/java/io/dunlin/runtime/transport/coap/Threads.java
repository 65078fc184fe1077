package io.dunlin.runtime.transport.coap;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The few threads of an endpoint: daemons with names. */
final class Threads {
  private static final long STOP_SECONDS = 2;

  private Threads() {}

  static ScheduledThreadPoolExecutor scheduler(int threads, String name) {
    var number = new AtomicInteger();
    var executor =
        new LoudScheduler(
            threads,
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name(name + "-" + number.getAndIncrement())
                    .unstarted(task));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }

  /** Hands what a task throws to the thread's handler; the JDK's would keep it to itself. */
  private static final class LoudScheduler extends ScheduledThreadPoolExecutor {
    LoudScheduler(int threads, ThreadFactory factory) {
      super(threads, factory);
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
      super.afterExecute(task, thrown);
      if (task instanceof Future<?> done && done.state() == Future.State.FAILED) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, done.exceptionNow());
      }
    }
  }

  /** Lets what runs and waits finish for a moment, then interrupts it. */
  static void stop(ScheduledThreadPoolExecutor executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException _) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
