package io.github.flumeaggregation.tail.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.ProcessHandles;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OpenFilesLimitTest {
  private static ProcessHandles process(long most, long open) {
    return process(most, open, new AtomicInteger());
  }

  private static ProcessHandles process(long most, long open, AtomicInteger asked) {
    return new ProcessHandles() {
      @Override
      public long most() {
        return most;
      }

      @Override
      public long open() {
        asked.incrementAndGet();
        return open;
      }
    };
  }

  private static Time time(AtomicLong nanos) {
    return new Time() {
      @Override
      public long wallMillis() {
        return nanos.get() / 1_000_000;
      }

      @Override
      public long nanos() {
        return nanos.get();
      }
    };
  }

  @Test
  void sourcesOfAnAgent_shareWhatItMayHaveOpen() {
    ProcessHandles process = process(196, 100);
    HandleShare first = new HandleShare(process);
    HandleShare second = new HandleShare(process);

    assertThat(first.most(0)).isEqualTo(64);
    assertThat(second.most(0)).isEqualTo(32);
    assertThat(first.most(0)).isEqualTo(32);
    second.giveBack();
    assertThat(first.most(0)).isEqualTo(64);
    first.giveBack();
  }

  @Test
  void processWithManyFilesOpen_isNotAskedAgainAndAgainWhileNothingChanges() {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger asked = new AtomicInteger();
    ProcessHandles counting = process(9_999, 100, asked);
    OpenFilesLimit limit =
        new OpenFilesLimit(
            1_000, new Instruments(time(nanos), new TailStats(), FileEvents.NONE, counting));
    for (int look = 0; look < 20; look++) { // ten seconds
      limit.look(500, 500);
      nanos.addAndGet(500_000_000);
    }
    assertThat(asked).hasValue(2);

    limit.look(501, 501);
    assertThat(asked).hasValue(3);
    limit.giveBack();
  }

  @Test
  void refusalByTheSystem_closesSomeAndGoesOn() {
    OpenFilesLimit limit =
        new OpenFilesLimit(
            1_000,
            new Instruments(Time.SYSTEM, new TailStats(), FileEvents.NONE, process(9_999, 100)));
    limit.refused(800, new IOException("/a.log (Too many open files)"));
    limit.look(800, 2_000);

    assertThat(limit.most()).isEqualTo(699);
    limit.giveBack();
  }
}
