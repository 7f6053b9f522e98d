package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.find.PathPattern;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to logs and to folders, and folders that change, while the logs are tailed. */
class LinkScenariosTest {
  @TempDir Path directory;
  private Scenario logs;
  private Rig rig;

  @BeforeEach
  void setUp() {
    logs = new Scenario(directory);
    rig = logs.rig;
  }

  @Test
  void kubernetes_rotatedGzippedAndStartedAgainBehindTheLink_isReadOnce() throws IOException {
    rig.paths("containers/*.log").start();
    logs.write("pods/x/0.log", 50).link("containers/x.log", rig.file("pods/x/0.log").toString());
    rig.elapse(2_000);
    for (int i = 0; i < 4; i++) {
      logs.write("pods/x/0.log", 100);
      rig.elapse(200);
      logs.write("pods/x/0.log", 100).move("pods/x/0.log", "pods/x/0.log.2026112" + i);
      logs.write("pods/x/0.log", 10);
      rig.elapse(500);
      if (i > 0) {
        logs.gzip("pods/x/0.log.2026112" + (i - 1));
      }
    }
    logs.write("pods/x/0.log", 10).write("pods/x/1.log", 10);
    logs.link("containers/x.log", rig.file("pods/x/1.log").toString());
    rig.elapse(2_000);
    logs.write("pods/x/1.log", 10);
    rig.elapse(8_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void linkToTodaysLog_retargetedUnderLoad_lateLinesOfTheOldLogAreRead() throws IOException {
    rig.paths("current.log").start();
    for (int day = 0; day < 6; day++) {
      String today = "app-2026-11-2" + day + ".log";
      logs.write(today, 20).link("current.log", today);
      for (int i = 0; i < 9; i++) {
        logs.write(today, 15);
        rig.elapse(100);
      }
      if (day > 0) {
        logs.write("app-2026-11-2" + (day - 1) + ".log", 2);
      }
    }
    rig.elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void deployment_folderLinkRetargeted_lateLinesOfTheOldReleaseAreRead() throws IOException {
    rig.paths("current/log/*.log").start();
    for (int release = 0; release < 4; release++) {
      String log = "releases/" + release + "/log/app.log";
      logs.write(log, 10).link("current", "releases/" + release);
      rig.elapse(1_500);
      logs.write(log, 5);
      if (release > 0) {
        logs.write("releases/" + (release - 1) + "/log/app.log", 3);
      }
      rig.elapse(1_000);
    }
    rig.elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void linksInACircleAndOutOfTheTree_eachFileIsReadOnce() throws IOException {
    rig.paths("logs/**/*.log");
    logs.write("logs/a/b/x.log", 10).write("outside/linked.log", 5);
    logs.link("logs/a/b/loop", rig.file("logs").toString()).link("logs/a/self", "self");
    logs.link("logs/a/out", rig.file("outside").toString());
    rig.start().elapse(2_000);
    logs.write("logs/a/b/x.log", 10);
    rig.elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.filesTailed.get()).isEqualTo(2);
  }

  @Test
  void foldersMadeRemovedMadeAnewAndRenamed_eachLineIsReadOnce() throws IOException {
    rig.paths("logs/*/*/app.log").start();
    for (int i = 0; i < 3; i++) {
      logs.write("logs/a/b/app.log", 10);
      rig.elapse(2_500);
      logs.delete("logs/a/b/app.log").delete("logs/a/b").delete("logs/a");
      rig.elapse(1_200);
    }
    logs.write("logs/c/d/app.log", 10);
    rig.elapse(2_500);
    try (OutputStream writer =
        Files.newOutputStream(rig.file("logs/c/d/app.log"), StandardOpenOption.APPEND)) {
      logs.move("logs/c", "logs/e");
      writer.write(logs.lines(10).getBytes(StandardCharsets.ISO_8859_1));
      rig.elapse(2_000);
      writer.write(logs.lines(10).getBytes(StandardCharsets.ISO_8859_1));
    }
    rig.elapse(1_000);
    logs.move("logs/e", "away").write("away/d/app.log", 5);
    rig.elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void filegroupsWithBlanksAndSignsOfExpressions_takeWhatTheyMatch() throws IOException {
    rig.groups = List.of(group("f1", "/My App (x86)/.*\\.log"), group("f2", "/b+c/acc[0-9]+-.*"));
    logs.write("My App (x86)/one two.log", 5).write("b+c/acc12-x", 5);
    logs.append("My App (x86)/.x.log.swp", logs.otherLines("swap", 1));
    rig.start().elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  private FileGroup group(String name, String path) {
    return new FileGroup(name, List.of(PathPattern.filegroup(directory + path)), Map.of());
  }
}
