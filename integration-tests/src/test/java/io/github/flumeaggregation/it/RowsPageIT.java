package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/rows.md says of DuckDB. */
class RowsPageIT {
  @TempDir Path dir;

  @Test
  void duckDb_readsRowsAsThePageSays() throws Exception {
    RowsPage page = new RowsPage();
    page.writeRows(dir);
    String program = page.program("DuckDB").replace("'rows/", "'" + dir + "/rows/");
    StringBuilder answer = new StringBuilder();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      String[] statements = program.split(";\\s*\n");
      statement.execute(statements[0]);
      try (ResultSet rows = statement.executeQuery(statements[1])) {
        while (rows.next()) {
          answer.append(rows.getString(1)).append('|').append(rows.getString(2));
          answer.append('|').append(rows.getString(3)).append('\n');
        }
      }
    }
    assertThat(answer).hasToString(page.answer("DuckDB"));
  }
}
