package io.github.flumeaggregation.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.expression.ComputeList;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every function must hold to, on random lines; a new function is a few lines of test. */
abstract class FunctionContract {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 40) * 5;

  /** A line: its time and the text of its field, or null. */
  record Line(long timeMillis, String value) {
    BigDecimal number() {
      return new BigDecimal(value);
    }
  }

  static final Fields FIELDS =
      new Fields() {
        @Override
        public int index(String name) {
          return 0;
        }

        @Override
        public Type type(int index) {
          return Type.NUMBER;
        }
      };

  private Aggregates aggregates;

  @BeforeEach
  void compileTheFunction() {
    aggregates = Aggregates.compile(ComputeList.parse(compute(), FIELDS), FIELDS);
  }

  /** The function under test, over the field {@code x}. */
  abstract String compute();

  /** What the column must say of these lines; missing values are not among them. */
  abstract Object expected(List<Line> lines);

  @Test
  void value_isThatOfAnIndependentComputation() {
    forRandomLines(
        (lines, random) -> {
          States states = newStates(1);
          addAll(states, 0, lines);
          assertThat(plain(value(states, 0)))
              .isEqualTo(plain(expected(lines.stream().filter(l -> l.value != null).toList())));
        });
  }

  @Test
  void orderOfLinesAndWayOfMerging_doNotChangeABit() {
    forRandomLines(
        (lines, random) -> {
          States whole = newStates(1);
          addAll(whole, 0, lines);
          List<Line> shuffled = new ArrayList<>(lines);
          Collections.shuffle(shuffled, random);
          States parts = newStates(5);
          for (Line line : shuffled) {
            parts.add(record(line), random.nextInt(5));
          }
          mergeInRandomTree(parts, random);
          assertThat(encoded(parts, 0)).isEqualTo(encoded(whole, 0));
        });
  }

  private static void mergeInRandomTree(States parts, Random random) {
    List<Integer> left = new ArrayList<>(List.of(1, 2, 3, 4));
    Collections.shuffle(left, random);
    while (!left.isEmpty()) {
      int part = left.remove(0);
      int into = left.isEmpty() || random.nextBoolean() ? 0 : left.get(0);
      parts.merge(into, parts, part);
    }
  }

  @Test
  void noLines_areTheIdentityOfMerging() {
    forRandomLines(
        (lines, random) -> {
          States states = newStates(2);
          addAll(states, 0, lines);
          byte[] before = encoded(states, 0);
          states.merge(0, states, 1);
          assertThat(encoded(states, 0)).isEqualTo(before);
          states.merge(1, states, 0);
          assertThat(encoded(states, 1)).isEqualTo(before);
        });
  }

  @Test
  void subtracting_undoesMerging() {
    forRandomLines(
        (lines, random) -> {
          States states = newStates(2);
          int cut = random.nextInt(lines.size() + 1);
          addAll(states, 0, lines.subList(0, cut));
          byte[] before = encoded(states, 0);
          addAll(states, 1, lines.subList(cut, lines.size()));
          states.mergeInvertible(0, states, 1);
          states.subtractInvertible(0, states, 1);
          assertThat(encoded(states, 0)).isEqualTo(before);
        });
  }

  @Test
  void decoding_givesBackWhatWasEncoded() {
    forRandomLines(
        (lines, random) -> {
          States states = newStates(2);
          int cut = random.nextInt(lines.size() + 1);
          addAll(states, 0, lines.subList(0, cut));
          byte[] bytes = encoded(states, 0);
          ByteReader reader = new ByteReader(bytes);
          states.decode(reader, 1);
          assertThat(reader.atEnd()).isTrue();
          assertThat(encoded(states, 1)).isEqualTo(bytes);
          addAll(states, 0, lines.subList(cut, lines.size()));
          addAll(states, 1, lines.subList(cut, lines.size()));
          assertThat(value(states, 1)).isEqualTo(value(states, 0));
        });
  }

  private interface Check {
    void run(List<Line> lines, Random random);
  }

  private void forRandomLines(Check check) {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = compute().hashCode() * 1000L + round;
      Random random = new Random(seed);
      try {
        check.run(randomLines(random), random);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + " of " + compute(), e);
      }
    }
  }

  private static List<Line> randomLines(Random random) {
    List<Line> lines = new ArrayList<>();
    int kind = random.nextInt(4);
    for (int i = random.nextInt(60); i > 0; i--) {
      lines.add(new Line(random.nextInt(20) - 10, randomValue(random, kind)));
    }
    return lines;
  }

  private static String randomValue(Random random, int kind) {
    return switch (random.nextInt(kind == 0 ? 2 : 10)) {
      case 0 -> Integer.toString(random.nextInt(20));
      case 1 -> null;
      case 2 -> "0.1";
      case 3 -> "-" + random.nextInt(1000) + "." + random.nextInt(1000);
      case 4 -> (random.nextBoolean() ? "" : "-") + "999999999999999999.999999999999999999";
      case 5 -> "0.000000000000000001";
      case 7 -> (random.nextBoolean() ? "" : "-") + Long.toUnsignedString(random.nextLong());
      case 8 -> "99999999999999999999.999999999999999999";
      case 6 -> Long.toString(random.nextLong(1_000_000_000_000_000_000L));
      default ->
          new BigDecimal(random.nextGaussian())
              .setScale(6, java.math.RoundingMode.DOWN)
              .toPlainString();
    };
  }

  private States newStates(int rows) {
    States states = aggregates.newStates();
    for (int row = 0; row < rows; row++) {
      states.clear(row);
    }
    return states;
  }

  private static void addAll(States states, int row, List<Line> lines) {
    for (Line line : lines) {
      states.add(record(line), row);
    }
  }

  static Record record(Line line) {
    Record record = new Record(1);
    record.setTimeMillis(line.timeMillis);
    if (line.value != null) {
      byte[] bytes = line.value.getBytes(StandardCharsets.UTF_8);
      record.set(0, bytes, 0, bytes.length);
    }
    return record;
  }

  private Object value(States states, int row) {
    return value(aggregates, states, row);
  }

  /** What the columns say of a row; a function of several columns says it of all. */
  Object value(Aggregates compiled, States states, int row) {
    return compiled.columns().get(0).value(states, row, 10_000);
  }

  private static byte[] encoded(States states, int row) {
    ByteWriter out = new ByteWriter();
    states.encode(row, out);
    return out.toBytes();
  }

  static Object plain(Object value) {
    return value instanceof BigDecimal number ? Numbers.plain(number) : value;
  }
}
