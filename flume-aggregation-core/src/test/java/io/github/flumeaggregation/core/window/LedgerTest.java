package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger(2);

  @Test
  void booksOfFinalWindows_areForgottenBeyondTheBoundAndNeverBegunAnew() {
    for (long end = 1; end <= 4; end++) {
      ledger.of(end).nextRevision();
    }
    ledger.makeFinal(3);

    assertThat(ledger.size()).isEqualTo(2);
    assertThat(ledger.addLate(2, 5)).isFalse();
    assertThat(ledger.addLate(3, 5)).isTrue();
    assertThat(ledger.of(3).revision()).isEqualTo(1);
    assertThat(ledger.size()).isEqualTo(2);
  }

  @Test
  void booksOfWindowsThatAreNotFinal_areAllKept() {
    for (long end = 1; end <= 10; end++) {
      ledger.of(end);
    }
    ledger.makeFinal(0);

    assertThat(ledger.size()).isEqualTo(10);
  }

  @Test
  void streamOfLateLines_doesNotGrowWithoutEnd() {
    ledger.makeFinal(1_000);
    for (long end = 1; end <= 1_000; end++) {
      assertThat(ledger.addLate(end, 1)).isTrue();
      assertThat(ledger.nextWithNewLate()).isEqualTo(end);
      ledger.emittedNewLate(end);
    }

    assertThat(ledger.size()).isEqualTo(2);
    assertThat(ledger.addLate(998, 1)).isFalse();
  }

  @Test
  void groupsOfAFinalWindow_areForgotten() {
    ledger.of(1).setEmittedGroups(new GroupKeys());
    ledger.of(2).setEmittedGroups(new GroupKeys());
    ledger.makeFinal(1);

    assertThat(ledger.of(1).emittedGroups()).isNull();
    assertThat(ledger.of(2).emittedGroups()).isNotNull();
  }

  @Test
  void decoded_isWhatWasEncoded() {
    ledger.of(1).nextRevision();
    ledger.addLate(2, 3);
    ledger.addUnbooked(4);
    ledger.makeFinal(5);
    ByteWriter out = new ByteWriter();
    ledger.encode(out);

    Ledger decoded = new Ledger(2);
    decoded.decode(new ByteReader(out.toBytes()));
    ByteWriter again = new ByteWriter();
    decoded.encode(again);

    assertThat(again.toBytes()).isEqualTo(out.toBytes());
    assertThat(decoded.unbookedLines()).isEqualTo(4);
    assertThat(decoded.nextWithNewLate()).isEqualTo(2);
  }
}
