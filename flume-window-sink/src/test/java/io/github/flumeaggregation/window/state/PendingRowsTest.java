package io.github.flumeaggregation.window.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingRowsTest {
  private final PendingRows pending = PendingRows.none();
  private final List<Integer> made = new ArrayList<>();

  /** Rows that note when they are made. */
  private List<OutboxRow> run(int from, int to) {
    return new AbstractList<>() {
      @Override
      public OutboxRow get(int index) {
        made.add(from + index);
        return new OutboxRow(Map.of("id", Integer.toString(from + index)), new byte[0]);
      }

      @Override
      public int size() {
        return to - from;
      }
    };
  }

  private List<String> ids() {
    return pending.rows().stream().map(row -> row.headers().get("id")).toList();
  }

  @Test
  void rowsThatWereAcknowledged_areNeverMade() {
    pending.add(run(0, 3));
    pending.acknowledge(1);
    pending.add(run(3, 5));
    pending.acknowledge(3);
    assertThat(made).isEmpty();
    assertThat(pending.size()).isEqualTo(1);
    assertThat(pending.firstSequence()).isEqualTo(4);

    assertThat(ids()).containsExactly("4");
    assertThat(made).containsExactly(4);
    pending.add(run(5, 6));
    assertThat(ids()).containsExactly("4", "5");
    assertThat(made).containsExactly(4, 5);
    pending.acknowledge(2);
    assertThat(ids()).isEmpty();
  }

  @Test
  void rowsOfACutThatWasGivenUp_waitAgain() {
    pending.add(run(0, 2));
    pending.add(run(2, 4));
    BitSet published = new BitSet();
    published.set(0);
    published.set(2);
    pending.giveUpCut(published);
    assertThat(ids()).containsExactly("1", "3");
    assertThat(pending.firstSequence()).isEqualTo(2);
  }
}
