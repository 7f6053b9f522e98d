package io.github.flumeaggregation.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What docs/rows.md says of jq, awk and PostgreSQL. Needs the packages that {@code
 * integration-tests/system-packages} installs.
 */
@Tag("system")
class RowsPageToolsIT {
  /** Starts a server that only listens in its folder, runs a script, and stops it. */
  private static final String POSTGRES =
      """
      set -e
      bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
      as=$([ "$(id -u)" != 0 ] || echo runuser -u postgres --)
      $as $bin/initdb -D server/data -A trust -U postgres > /dev/null
      $as $bin/pg_ctl -D server/data -w -l server/log -o "-k $PWD/server -h ''" start > /dev/null
      trap "$as $bin/pg_ctl -D server/data -m immediate stop > /dev/null" EXIT
      psql -v ON_ERROR_STOP=1 -h "$PWD/server" -U postgres -qAt -f script.sql
      """;

  @TempDir Path dir;

  private String run(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of("bash", "-c", script))
            .directory(dir.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return answer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jq", "awk"})
  void tool_readsRowsAsThePageSays(String tool) throws Exception {
    RowsPage page = new RowsPage();
    page.writeRows(dir);
    assertThat(run(page.program(tool))).isEqualTo(page.answer(tool));
  }

  @Test
  void postgres_readsRowsAsThePageSays() throws Exception {
    RowsPage page = new RowsPage();
    page.writeRows(dir);
    Files.writeString(dir.resolve("script.sql"), page.program("PostgreSQL"));
    // The server does not run as root, and must reach its folder.
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path server = Files.createDirectory(dir.resolve("server"));
    Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(run(POSTGRES)).isEqualTo(page.answer("PostgreSQL"));
  }
}
