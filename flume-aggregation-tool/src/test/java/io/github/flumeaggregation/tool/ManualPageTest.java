package io.github.flumeaggregation.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The manual page of the archive is what the commands say of themselves by {@code --help}. {@code
 * -Dtest.record=true} writes it anew.
 */
class ManualPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("project.basedir", "."), "../assembly/man/flume-aggregation.1");

  @Test
  void page_isWhatTheCommandsSay() throws IOException {
    String page = new ManualPage(FlumeAggregation.commandLine()).text();
    if (Boolean.getBoolean("test.record")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("written anew by -Dtest.record=true").hasContent(page);
  }

  @Test
  void page_namesEachCommandAndOption() throws IOException {
    String page = Files.readString(PAGE).replace("\\-", "-");
    for (CommandLine command : commands(FlumeAggregation.commandLine())) {
      CommandSpec spec = command.getCommandSpec();
      assertThat(page).contains(".SS \"" + spec.qualifiedName() + "\"\n");
      spec.options()
          .forEach(
              option ->
                  assertThat(page)
                      .as(spec.qualifiedName())
                      .contains(String.join("\\fR, \\fB", option.names())));
    }
  }

  @Test
  void page_isPlainTextOfLinesThatAreNoRequestsByChance() throws IOException {
    for (String line : Files.readAllLines(PAGE)) {
      assertThat(line).matches("[\\x20-\\x7e]*").doesNotContain("@|", "${", "%n");
      if (line.startsWith(".")) {
        assertThat(line).matches("\\.(TH|SH|SS|PP|TP|B|I)( .*)?");
      }
      assertThat(line).doesNotStartWith("'");
    }
  }

  /** All but the one that there is for shells, with those within them. */
  static List<CommandLine> commands(CommandLine of) {
    List<CommandLine> all = new ArrayList<>();
    for (CommandLine command : of.getSubcommands().values()) {
      if (!command.getCommandSpec().usageMessage().hidden() && !all.contains(command)) {
        all.add(command);
        all.addAll(commands(command));
      }
    }
    return all;
  }
}
