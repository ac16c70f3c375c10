package org.newtonlosses.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchesTest {
  private static final long ENDLESS = ExampleSource.UNBOUNDED;

  @Test
  void buffersAreReused() {
    Set<NumberBatch> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    try (Batches<NumberBatch> batches =
        Dataset.from(new NumberSource(ENDLESS)).batch(2).prefetch(3).open()) {
      for (int k = 0; k < 100; k++) {
        try (NumberBatch batch = batches.next()) {
          seen.add(batch);
        }
      }
    }
    assertThat(seen).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void heldBatchIsLeftAlone() {
    try (Batches<NumberBatch> batches =
            Dataset.from(new NumberSource(ENDLESS)).batch(2).prefetch(2).open();
        NumberBatch held = batches.next()) {
      for (int k = 1; k < 50; k++) {
        batches.next().close();
      }
      assertThat(held.toList()).containsExactly(0L, 1L);
      assertThat(held.index()).isZero();
    }
  }

  @Test
  void closingTwiceDoesNotFreeTheBufferTwice() {
    try (Batches<NumberBatch> batches =
        Dataset.from(new NumberSource(ENDLESS)).batch(1).prefetch(1).open()) {
      NumberBatch first = batches.next();
      first.close();
      first.close();
      for (long k = 1; k < 20; k++) {
        try (NumberBatch batch = batches.next()) {
          assertThat(batch.toList()).containsExactly(k);
        }
      }
    }
  }

  @Test
  void askingWhileHoldingAllBuffersFailsInsteadOfWaitingForEver() {
    try (Batches<NumberBatch> batches = Dataset.from(new NumberSource(ENDLESS)).prefetch(1).open();
        NumberBatch first = batches.next();
        NumberBatch second = batches.next()) {
      assertThat(second.index()).isEqualTo(first.index() + 1);
      assertThatIllegalStateException()
          .isThrownBy(batches::next)
          .withMessage("all 2 buffers are in use: close a batch before asking for the next");
    }
  }

  @Test
  void backgroundErrorReachesTheCallerAtItsBatch() {
    IOException damage = new IOException("maps.npy: truncated");
    NumberSource source =
        new NumberSource(ENDLESS) {
          @Override
          void check(long index) throws IOException {
            if (index == 5) {
              throw damage;
            }
          }
        };
    try (Batches<NumberBatch> batches = Dataset.from(source).batch(2).prefetch(3).open()) {
      batches.next().close();
      batches.next().close();
      for (int again = 0; again < 2; again++) {
        assertThatIllegalStateException()
            .isThrownBy(batches::next)
            .withMessageContaining("batch 2 could not be assembled")
            .withMessageContaining("maps.npy: truncated")
            .withCause(damage);
      }
    }
  }

  @Test
  void errorsThatAreNoExceptionsReachAWaitingCallerToo() {
    Thread caller = Thread.currentThread();
    NumberSource source =
        new NumberSource(ENDLESS) {
          @Override
          void check(long index) {
            while (caller.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            throw new StackOverflowError("too deep");
          }
        };
    try (Batches<NumberBatch> batches = Dataset.from(source).open()) {
      assertThatIllegalStateException()
          .isThrownBy(batches::next)
          .withCauseInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void theThreadIsADaemonAndEndsAfterTheLastExample() throws InterruptedException {
    List<Boolean> daemons = Collections.synchronizedList(new ArrayList<>());
    NumberSource source =
        new NumberSource(2) {
          @Override
          void check(long index) {
            daemons.add(Thread.currentThread().isDaemon());
          }
        };
    try (Batches<NumberBatch> batches = Dataset.from(source).prefetch(5).open()) {
      while (batches.isRunning()) {
        Thread.sleep(1);
      }
      assertThat(daemons).containsExactly(true, true);
    }
  }

  @Test
  void endIsKnownWithoutWaiting() {
    try (Batches<NumberBatch> batches = Dataset.from(new NumberSource(1)).open()) {
      assertThat(batches.hasNext()).isTrue();
      batches.next().close();
      assertThat(batches.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class)
          .isThrownBy(batches::next)
          .withMessage("there are only 1 batches");
    }
  }

  @Test
  void closeEndsTheThreadWhileItWaitsForABuffer() throws InterruptedException {
    AtomicLong filled = new AtomicLong();
    CountDownLatch full = new CountDownLatch(3);
    NumberSource source =
        new NumberSource(ENDLESS) {
          @Override
          void check(long index) {
            filled.incrementAndGet();
            full.countDown();
          }
        };
    Batches<NumberBatch> batches = Dataset.from(source).batch(1).prefetch(2).open();
    full.await();
    batches.close();
    batches.close();

    assertThat(batches.isRunning()).isFalse();
    assertThat(filled).hasValue(3);
    assertThatExceptionOfType(CancellationException.class).isThrownBy(batches::next);
  }

  @Test
  void closeInTheMiddleOfABatchDoesNotFinishIt() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    AtomicLong filled = new AtomicLong();
    NumberSource source =
        new NumberSource(ENDLESS) {
          @Override
          void check(long index) {
            filled.incrementAndGet();
            started.countDown();
            sleep();
          }
        };
    Batches<NumberBatch> batches = Dataset.from(source).batch(1_000_000).open();
    started.await();
    batches.close();

    assertThat(batches.isRunning()).isFalse();
    assertThat(filled.get()).isLessThan(1_000_000);
  }

  @Test
  void closeWakesAWaitingCaller() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    Batches<NumberBatch> batches = Dataset.from(blocking(started, release)).open();
    CompletableFuture<NumberBatch> waiting = CompletableFuture.supplyAsync(batches::next);
    started.await();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(batches::close);

    assertThat(waiting)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(CancellationException.class);
    release.countDown();
    assertThat(closing).succeedsWithin(10, TimeUnit.SECONDS);
    assertThat(batches.isRunning()).isFalse();
  }

  @Test
  void interruptedCallerStopsWaitingAndStaysInterrupted()
      throws InterruptedException, ExecutionException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    try (Batches<NumberBatch> batches = Dataset.from(blocking(started, release)).open()) {
      started.await();
      assertThat(batches.isRunning()).isTrue();
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(batches::next)
          .withMessage("interrupted while waiting for batch 0");
      assertThat(Thread.interrupted()).isTrue();
      release.countDown();
    }
  }

  @Test
  void batchClosedAfterTheEndIsHarmless() {
    Batches<NumberBatch> batches = Dataset.from(new NumberSource(5)).open();
    NumberBatch last = batches.next();
    batches.close();
    last.close();
    assertThat(last.toList()).containsExactly(0L);
  }

  private static NumberSource blocking(CountDownLatch started, CountDownLatch release) {
    return new NumberSource(ENDLESS) {
      @Override
      void check(long index) throws IOException {
        started.countDown();
        try {
          release.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };
  }

  private static void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
