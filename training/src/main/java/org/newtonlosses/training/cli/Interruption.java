package org.newtonlosses.training.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C, or a request to end: makes {@link #getAsBoolean} true and lets the process end only when
 * this is closed, so that work can be saved meanwhile. The exit code is then the signal's: 130 or
 * 143.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "interruption");
  private volatile boolean requested;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the process shall end. */
  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  /** Lets the process end. */
  @Override
  public void close() {
    closed.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending already; the hook no longer waits.
        requested = true;
      }
    }
  }

  private void onShutdown() {
    requested = true;
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
