package io.github.flumeaggregation.core.window;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/** The laws of {@link WindowOperator}, for sessions. */
class SessionOperatorContractTest extends WindowOperatorContract {
  @Override
  List<Subject> subjects() {
    return List.of(
        subject(5, 1_000_000),
        subject(10, 40),
        subject(10, 10),
        subject(3, 11),
        subject(1, 7),
        subject(25, 60),
        subject(200, 300));
  }

  private static Subject subject(long gap, long max) {
    String spec = "session " + gap + "ms max " + max + "ms";
    return new Subject(
        spec,
        aggregation -> WindowSpec.parse(spec).newOperator(aggregation),
        LongUnaryOperator.identity(),
        new Model(gap, max));
  }

  private record Model(long gap, long max) implements OperatorModel {
    @Override
    public String moreColumns() {
      return ", rate";
    }

    @Override
    public String[] limits(Random random) {
      return new String[] {"maxGroups", Integer.toString(1 + random.nextInt(3))};
    }

    @Override
    public Map<String, Map<String, List<Object>>> rows(List<ModelLine> lines) {
      Map<String, Map<String, List<Object>>> rows = new TreeMap<>();
      lines.stream()
          .filter(ModelLine::isAccepted)
          .collect(groupingBy(ModelLine::name))
          .forEach(
              (name, of) ->
                  sessions(of)
                      .forEach(
                          session ->
                              rows.computeIfAbsent(
                                      session.start() + " to " + session.end(),
                                      w -> new HashMap<>())
                                  .put(
                                      name,
                                      ModelLine.values(
                                          session.lines(), session.end() - session.start()))));
      return rows;
    }

    /** Those of one group: a line comes to none that was final when it came. */
    private List<SessionModel.Session> sessions(List<ModelLine> ofGroup) {
      SessionModel model = new SessionModel(gap, max);
      List<SessionModel.Session> finals = new ArrayList<>();
      List<ModelLine> open = new ArrayList<>();
      for (ModelLine line : ofGroup) {
        for (SessionModel.Session session : model.sessions(open)) {
          if (last(session) + gap <= horizon(line)) {
            finals.add(session);
            open.removeAll(session.lines());
          }
        }
        if (!isLate(line)) {
          open.add(line);
        }
      }
      finals.addAll(model.sessions(open));
      return finals;
    }

    private static long last(SessionModel.Session session) {
      return session.lines().get(session.lines().size() - 1).time();
    }

    private long horizon(ModelLine line) {
      return Math.floorDiv(line.finalThrough(), gap) * gap;
    }

    private boolean isLate(ModelLine line) {
      return line.time() + gap <= horizon(line);
    }

    @Override
    public Map<String, String> books(List<ModelLine> lines) {
      return booksFrom(lines, Long.MIN_VALUE);
    }

    @Override
    public Map<String, String> booksFrom(List<ModelLine> lines, long from) {
      Map<String, String> books = new TreeMap<>();
      lines.stream()
          .collect(groupingBy(line -> Math.floorDiv(line.time(), max) * max))
          .forEach(
              (start, of) -> {
                List<ModelLine> inTime = of.stream().filter(line -> !isLate(line)).toList();
                long aggregated = inTime.stream().filter(ModelLine::isAccepted).count();
                long late = of.stream().filter(this::isLate).count();
                if (start >= from) {
                  books.put(
                      start + " to " + (start + max),
                      Emissions.books(aggregated, inTime.size() - aggregated, late));
                }
              });
      return books;
    }

    @Override
    public void assertRowsAddUp(List<ModelLine> lines, Emissions emissions) {
      assertThat(emissions.count())
          .isEqualTo(lines.stream().filter(line -> !isLate(line) && line.isAccepted()).count());
    }
  }
}
