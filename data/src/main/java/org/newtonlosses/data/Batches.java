package org.newtonlosses.data;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * The batches of a {@link Dataset} in order, assembled by a background thread.
 *
 * <p>There are {@code prefetch + 1} buffers, each free, being filled, ready, or held by the caller.
 * Memory is allocated only at the start. One thread asks for batches; any thread may close them or
 * this.
 *
 * @param <B> the buffers
 */
public final class Batches<B extends Batch> implements Iterator<B>, AutoCloseable {
  private final Dataset<B> data;
  private final EpochOrder order;
  private final long end;
  private final Thread thread;

  // All below are guarded by this: one lock instead of two blocking queues, as whoever waits must
  // also hear of a failure, of the end, and of buffers that are all held.
  private final Queue<B> free = new ArrayDeque<>();
  private final Queue<B> ready = new ArrayDeque<>();
  private final Set<B> held = new HashSet<>();
  private long nextIndex;
  private Throwable failure;
  private boolean closed;

  Batches(Dataset<B> data) {
    this.data = data;
    this.order = new EpochOrder(data);
    this.end = data.repeated() ? Long.MAX_VALUE : data.batchesPerEpoch();
    this.nextIndex = data.skipped();
    for (int i = 0; i < data.prefetched() + 1; i++) {
      B batch = data.source().allocate(data.batchSize());
      batch.onClose(() -> recycle(batch));
      free.add(batch);
    }
    this.thread = new Thread(this::assemble, "batches");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /** Returns whether another batch follows; never waits. */
  @Override
  public synchronized boolean hasNext() {
    return nextIndex < end;
  }

  /**
   * Returns the next batch, waiting for it if need be. The caller holds it until it is closed.
   *
   * @throws NoSuchElementException after the last batch
   * @throws IllegalStateException if the batch could not be assembled (the message names it, the
   *     cause says why), or if all buffers are held by the caller so that none can be filled
   * @throws CancellationException if this is or gets closed, or if the thread is interrupted
   */
  @Override
  public synchronized B next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are only " + end + " batches");
    }
    while (ready.isEmpty() && failure == null && !closed) {
      checkState(
          held.size() <= data.prefetched(),
          "all %s buffers are in use: close a batch before asking for the next",
          held.size());
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while waiting for batch " + nextIndex);
      }
    }
    if (closed) {
      throw new CancellationException("closed while waiting for batch " + nextIndex);
    }
    if (ready.isEmpty()) {
      throw new IllegalStateException(
          "batch %d could not be assembled: %s".formatted(nextIndex, failure), failure);
    }
    B batch = ready.remove();
    held.add(batch);
    nextIndex++;
    return batch;
  }

  /** Stops the background thread and waits for its end: at most as long as one example takes. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    Uninterruptibles.joinUninterruptibly(thread);
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  private synchronized void recycle(B batch) {
    if (held.remove(batch)) {
      free.add(batch);
      notifyAll();
    }
  }

  private void assemble() {
    try {
      for (long index = data.skipped(); index < end; index++) {
        B batch = takeFree();
        if (batch == null) {
          return;
        }
        int size = order.sizeOf(index);
        for (int slot = 0; slot < size && !isClosed(); slot++) {
          data.source().fill(order.example(index, slot), batch, slot);
        }
        batch.set(index, size);
        synchronized (this) {
          ready.add(batch);
          notifyAll();
        }
      }
    } catch (Throwable e) {
      // Whatever went wrong, an Error included, the caller must hear of it or would wait for ever.
      synchronized (this) {
        failure = e;
        notifyAll();
      }
    }
  }

  /** Returns a free buffer, waiting for it; null once closed. */
  private synchronized B takeFree() throws InterruptedException {
    while (free.isEmpty() && !closed) {
      wait();
    }
    return closed ? null : free.remove();
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
