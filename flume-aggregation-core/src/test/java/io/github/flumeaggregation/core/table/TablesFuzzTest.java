package io.github.flumeaggregation.core.table;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.flumeaggregation.core.record.LookupTable;
import io.github.flumeaggregation.core.record.Slice;
import org.junit.jupiter.api.Tag;

/** Whatever a file holds: it is a table in which each key is found, or the fault is named. */
@Tag("search")
class TablesFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void keys(FuzzedDataProvider data) {
    lookUp("key,", data);
  }

  @FuzzTest(maxDuration = "20s")
  void networks(FuzzedDataProvider data) {
    lookUp("cidr,", data);
  }

  private static void lookUp(String head, FuzzedDataProvider data) {
    Slice text = Slice.of(head + "value\n" + data.consumeString(400));
    byte[] bytes = text.toBytes();
    Cells cells;
    Table table;
    try {
      cells = Csv.read(bytes, bytes.length, 50);
      table = Table.of("fuzz", bytes, bytes.length, 50);
    } catch (IllegalArgumentException e) {
      return;
    }
    LookupTable.Column keys = table.column(head.substring(0, head.length() - 1));
    Slice key = new Slice();
    for (int row = 1; row < cells.rows(); row++) {
      cells.get(cells.place(row), 0, key);
      boolean isFound = keys.of(key) != null || key.length() == 0 || head.startsWith("cidr");
      if (!isFound) {
        throw new AssertionError("not found: " + key);
      }
    }
    keys.of(Slice.of(data.consumeRemainingAsString()));
  }
}
