package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link WindowOperator} has to keep, shown on random streams: out of order and below
 * the epoch too, many lines late, closed and expired at random moments, against a recomputation of
 * every window from all its lines. {@code -Dtest.rounds=1000} tries more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("search")
abstract class WindowOperatorContract {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 2);
  private static final int LINES = 200;
  private static final int NAMES = 12;

  /** After all windows. */
  private static final long END = Long.MAX_VALUE / 2;

  /** In the small numbers that are drawn: after all lines, and far from the end of time. */
  private static final long AFTER_ALL_UNITS = 1_000_000_000;

  private static final String WHERE = "size != 13";

  private static final String COLUMNS =
      "count, count(size > 0) as positive, sum(size), avg(size), min(size), max(size)";

  /**
   * An operator to test.
   *
   * @param time makes a point in time of the small numbers that are drawn
   * @param model knows nothing of the operator
   */
  record Subject(
      String name,
      Function<Aggregation, WindowOperator> operator,
      LongUnaryOperator time,
      OperatorModel model) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The operators to test, each with a model that knows nothing of it. */
  abstract List<Subject> subjects();

  /** One stream of lines, and the copies of an operator that get it. */
  private static final class Stream {
    final Subject subject;
    final Random random;
    final OperatorCopies copies;
    final long latenessUnits;
    final List<ModelLine> lines = new ArrayList<>();
    final Emissions emissions = new Emissions();
    long base;
    long watermark = -1_000_000;

    Stream(Subject subject, Random random, long latenessUnits, String... limits) {
      this.subject = subject;
      this.random = random;
      this.latenessUnits = latenessUnits;
      List<String> settings = new ArrayList<>(List.of(limits));
      String columns = COLUMNS + subject.model.moreColumns();
      settings.addAll(List.of("groupBy", "name", "where", WHERE, "compute", columns));
      copies =
          new OperatorCopies(
              TestLines.aggregation(settings.toArray(String[]::new)), subject.operator);
      base = random.nextLong(400) - 300;
    }

    long horizon() {
      return subject.time.applyAsLong(watermark - latenessUnits);
    }

    void run(int count) {
      run(count, 4);
    }

    /** In a batch up to so many windows are emitted, or all. */
    void run(int count, int windows) {
      for (int i = 0; i < count; i++) {
        add(ModelLine.random(random, subject.time, base, NAMES));
        base += random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(3);
        if (random.nextInt(8) == 0) {
          watermark = Math.max(watermark, base - random.nextInt(50));
        }
        if (random.nextInt(6) == 0) {
          int steps = windows == Integer.MAX_VALUE ? windows : random.nextInt(windows);
          endBatch(subject.time.applyAsLong(watermark), steps);
        }
      }
    }

    /** As an engine does: it makes final what is, before it lets a line be judged. */
    void add(ModelLine drawn) {
      ModelLine line = drawn.at(horizon());
      if (copies.mustExpire(line.time(), horizon())) {
        copies.flush();
        close(horizon(), Integer.MAX_VALUE, true);
        copies.expire(horizon());
      }
      lines.add(line);
      copies.add(TestLines.line(line.time(), line.name(), line.size()));
    }

    void endBatch(long limit, int steps) {
      endBatch(limit, steps, random.nextInt(3) == 0);
    }

    void endBatch(long limit, int steps, boolean revise) {
      copies.flush();
      close(limit, steps, revise);
      for (ClosedWindow books : copies.lateBooks()) {
        emissions.add(books);
      }
    }

    void close(long limit, int steps, boolean revise) {
      for (ClosedWindow window : copies.close(limit, steps, revise)) {
        // What is taken back was due earlier.
        if (window.hasBooks() || !window.rows().get(0).isRetracted()) {
          assertThat(window.endMillis()).isLessThanOrEqualTo(limit);
        }
        emissions.add(window);
      }
    }

    void end() {
      endBatch(END, Integer.MAX_VALUE, true);
      assertThat(copies.live().hasRevisions()).isFalse();
    }

    void assertRowsAddUp() {
      subject.model.assertRowsAddUp(lines, emissions);
    }
  }

  private interface Law {
    void check(Subject subject, Random random);
  }

  private static void check(Subject subject, Law law) {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = subject.name.hashCode() * 31L + round;
      try {
        law.check(subject, new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", " + subject.name, e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsFinallySaid_isARecomputation_afterRestartsAndReplaysToo(Subject tested) {
    check(
        tested,
        (subject, random) -> {
          Stream stream = new Stream(subject, random, List.of(0, 10, 1_000).get(random.nextInt(3)));
          stream.run(LINES);
          stream.end();
          assertThat(stream.emissions.rows()).isEqualTo(subject.model.rows(stream.lines));
          assertThat(stream.emissions.books()).isEqualTo(subject.model.books(stream.lines));
        });
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void changesThatWereCollected_areOfTheRowsThatChangedAlone(Subject tested) {
    check(
        tested,
        (subject, random) -> {
          Stream stream = new Stream(subject, random, 1_000);
          stream.run(LINES, Integer.MAX_VALUE);
          stream.end();
          assertThat(stream.emissions.unchangedRows()).isZero();
          assertThat(stream.emissions.rows()).isEqualTo(subject.model.rows(stream.lines));
        });
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void stateAfterExpiry_holdsNoGroup_whateverLateLinesCome(Subject tested) {
    check(
        tested,
        (subject, random) -> {
          Stream stream = new Stream(subject, random, 20);
          stream.run(LINES);
          stream.end();
          stream.copies.expire(END);
          int named = namesLeft(stream);
          stream.watermark = AFTER_ALL_UNITS;
          for (int i = 0; i < 100; i++) {
            stream.add(ModelLine.random(random, subject.time, random.nextInt(800) - 300, NAMES));
          }
          stream.endBatch(END, Integer.MAX_VALUE, true);
          stream.copies.expire(END + 1);
          assertThat(namesLeft(stream)).isEqualTo(named);
        });
  }

  /** How often groups are named in the state; of totals, which go on, each once. */
  private static int namesLeft(Stream stream) {
    WindowOperator operator = stream.copies.live();
    assertThat(operator.slices()).isZero();
    assertThat(operator.groups()).isZero();
    assertThat(operator.isDue(END, true)).isFalse();
    assertThat(operator.nextExpiry()).isEqualTo(Long.MAX_VALUE);
    String state = new String(stream.copies.state(), StandardCharsets.ISO_8859_1);
    int named = state.split("name-", -1).length - 1;
    assertThat(named).isLessThanOrEqualTo(NAMES);
    return named;
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void stepsTowardsLessMemory_eachFreeSomethingAndTheBooksStillBalance(Subject tested) {
    check(
        tested,
        (subject, random) -> {
          Stream stream = new Stream(subject, random, 1_000);
          stream.run(LINES);
          stream.endBatch(subject.time.applyAsLong(stream.watermark), Integer.MAX_VALUE, true);
          WindowOperator operator = stream.copies.live();
          while (operator.oldestClosedEnd() < Long.MAX_VALUE) {
            int slices = operator.slices();
            stream.copies.expire(operator.oldestClosedEnd());
            assertThat(operator.slices()).isLessThan(slices);
          }
          long groups = operator.groups();
          stream.copies.expire(operator.closedThroughMillis());
          stream.copies.halveGroups();
          assertThat(operator.groups()).isLessThanOrEqualTo(groups);
          stream.end();
          assertThat(stream.emissions.books()).isEqualTo(subject.model.books(stream.lines));
          stream.assertRowsAddUp();
        });
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void groupsOfALimitedWindow_dependNotOnTheOrderOfLines(Subject tested) {
    check(
        tested,
        (subject, random) -> {
          String[] limits = subject.model.limits(random);
          Stream first = new Stream(subject, random, 1_000_000, limits);
          first.run(100);
          first.end();
          first.assertRowsAddUp();
          List<ModelLine> shuffled = new ArrayList<>(first.lines);
          Collections.shuffle(shuffled, random);
          Stream second = new Stream(subject, random, 1_000_000, limits);
          for (ModelLine line : shuffled) {
            second.add(line);
            if (random.nextInt(10) == 0) {
              long limit = shuffled.get(random.nextInt(shuffled.size())).time();
              second.endBatch(limit, random.nextInt(4));
            }
          }
          second.end();
          assertThat(second.emissions.rows()).isEqualTo(first.emissions.rows());
        });
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void operatorThatBeginsLater_makesOnlyWindowsThatItSawWhole(Subject tested) {
    check(
        tested,
        (subject, random) -> {
          Stream stream = new Stream(subject, random, 1_000_000);
          long from = subject.time.applyAsLong(stream.base + 60);
          stream.copies.openFrom(from);
          stream.run(LINES);
          stream.end();
          assertThat(stream.emissions.books())
              .isEqualTo(subject.model.booksFrom(stream.lines, from));
        });
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsCarriedToTheSameColumns_isTheSameState(Subject tested) {
    check(
        tested,
        (subject, random) -> {
          Stream stream = new Stream(subject, random, 20);
          stream.run(LINES);
          stream.copies.flush();
          WindowOperator live = stream.copies.live();
          WindowOperator carried = subject.operator.apply(live.aggregation());

          assertThat(carried.carry(live, 0)).isEmpty();

          assertThat(OperatorCopies.encoded(carried)).isEqualTo(stream.copies.state());
          assertThat(carried.nextExpiry()).isEqualTo(live.nextExpiry());
        });
  }
}
