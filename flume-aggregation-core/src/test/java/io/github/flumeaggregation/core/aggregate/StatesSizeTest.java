package io.github.flumeaggregation.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.expression.ComputeList;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What states say that they take in memory, against a walk over all of their objects. */
@Tag("search")
class StatesSizeTest {
  private static final int ROWS = 300;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count, sum(x)",
        "min(x), max(x)",
        "first(x)",
        "last(x), count",
        "distinct(x)",
        "p50(x), p99(x)",
        "p90(x), distinct(x), first(x), stddev(x)"
      })
  void bytesHeld_areThoseOfTheObjects_whateverWasDone(String compute) {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      Aggregates aggregates =
          Aggregates.compile(
              ComputeList.parse(compute, FunctionContract.FIELDS), FunctionContract.FIELDS);
      States states = states(aggregates, random);
      assertSize("lines", states);
      States merged = cleared(aggregates);
      for (int row = 0; row < ROWS; row++) {
        merged.merge(random.nextInt(ROWS), states, row);
      }
      assertSize("merged", merged);
      for (int row = 0; row < ROWS; row++) {
        merged.copyMergeOnly(random.nextInt(ROWS), states, row);
      }
      assertSize("copied", merged);
      assertSize("a view", merged.view(ROWS));
      assertSize("decoded", decoded(aggregates, merged));
      for (int row = 0; row < ROWS; row++) {
        merged.clear(row);
      }
      assertSize("cleared", merged);
    }
  }

  private static void assertSize(String what, States states) {
    long walked = walk(states);
    assertThat(states.bytesHeld())
        .as("%s: of the objects' %d", what, walked)
        .isBetween((long) (walked * 0.8), (long) (walked * 1.25) + 1_000);
  }

  private static States cleared(Aggregates aggregates) {
    States states = aggregates.newStates();
    for (int row = 0; row < ROWS; row++) {
      states.clear(row);
    }
    return states;
  }

  private static States states(Aggregates aggregates, Random random) {
    States states = cleared(aggregates);
    int values = new int[] {1, 30, 3_000}[random.nextInt(3)];
    String text = "7".repeat(random.nextBoolean() ? 1 : 500);
    for (int i = 0; i < 40_000; i++) {
      String value = random.nextInt(values) + (values > 100 ? "" : "." + text);
      states.add(
          FunctionContract.record(new FunctionContract.Line(random.nextInt(1_000), value)),
          i % 10 == 0 ? random.nextInt(ROWS) : random.nextInt(10));
    }
    return states;
  }

  private static States decoded(Aggregates aggregates, States states) {
    ByteWriter out = new ByteWriter();
    for (int row = 0; row < ROWS; row++) {
      states.encode(row, out);
    }
    States decoded = cleared(aggregates);
    ByteReader in = new ByteReader(out.toBytes());
    for (int row = 0; row < ROWS; row++) {
      decoded.decode(in, row);
    }
    return decoded;
  }

  private static long walk(States states) {
    return walk(states, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** With compressed references: heads of 12 and 16 bytes, all in units of 8. */
  private static long walk(Object object, Set<Object> seen) {
    if (object == null
        || object instanceof Accumulator
        || object instanceof Cell
        || !seen.add(object)) {
      return 0;
    }
    try {
      return object.getClass().isArray() ? array(object, seen) : fields(object, seen);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long array(Object array, Set<Object> seen) {
    int length = Array.getLength(array);
    long bytes = 16;
    if (array instanceof long[]) {
      return bytes + 8L * length;
    } else if (array instanceof int[]) {
      return bytes + 4L * length;
    } else if (array instanceof short[]) {
      return bytes + (2L * length + 7) / 8 * 8;
    } else if (array instanceof byte[] || array instanceof boolean[]) {
      return bytes + (length + 7L) / 8 * 8;
    }
    for (Object element : (Object[]) array) {
      bytes += 4 + walk(element, seen);
    }
    return bytes;
  }

  private static long fields(Object object, Set<Object> seen) throws IllegalAccessException {
    long bytes = 12;
    for (Field field : object.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        boolean isLong = field.getType() == long.class;
        bytes += isLong ? 8 : 4;
        bytes += field.getType().isPrimitive() ? 0 : walk(field.get(object), seen);
      }
    }
    return (bytes + 7) / 8 * 8;
  }
}
