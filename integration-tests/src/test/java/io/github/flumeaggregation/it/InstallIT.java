package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/install.md, one after the other, on a machine that is a folder: what would
 * change this one (users, owners) is only written down, a download comes from the build, and
 * systemctl starts what the unit says.
 */
@Tag("versions")
class InstallIT {
  private static final String SERVICE = "etc/systemd/system/flume.service";
  private static final String CONF = "opt/flume/conf/access-log.conf";
  private static final int LINES = 6_000;
  private static final long MILLIS_PER_LINE = 90;

  @TempDir Path dir;
  private final AccessLog lines = new AccessLog(5, MILLIS_PER_LINE);
  private Page page;
  private Path folder;
  private FlumeHome home;
  private StockAgent agent;

  @BeforeEach
  void makeMachineWithFlume() throws Exception {
    page = Page.of("docs/install.md");
    folder = Files.createDirectories(dir.resolve("opt"));
    home = FlumeHome.createIn(folder);
    home.addStartScript();
    run("rm -r /opt/flume/plugins.d/flume-aggregation");
    for (String path : List.of("var/lib", "var/log/nginx", "etc/systemd/system", "downloads")) {
      Files.createDirectories(dir.resolve(path));
    }
    Files.copy(
        FlumeHome.TARBALL, dir.resolve("downloads").resolve(FlumeHome.TARBALL.getFileName()));
    folder = dir.resolve("downloads");
    run("sha512sum * > sums && mv sums SHA512SUMS");
    for (String command : List.of("useradd", "usermod", "chown")) {
      stub(command, "echo " + command + " \"$@\" >> " + dir.resolve("stubs.log"));
    }
    stub("curl", "for last; do :; done; cp " + dir.resolve("downloads") + "/\"${last##*/}\" .");
  }

  /** A command that is found before that of the system. */
  private void stub(String name, String script) throws IOException {
    Path file = Files.createDirectories(dir.resolve("stubs")).resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void stopAgent() {
    if (agent != null) {
      agent.close();
    }
  }

  @Test
  void page_installsUpgradesRollsBackAndRemoves() throws Exception {
    log();
    follow("## Download and check");
    follow("## Unpack");
    follow("## Users, folders, permissions");
    follow("## Configure and start");
    awaitRows("the first rows", 0);
    assertThat(agent.log()).contains("of Flume Aggregation " + System.getProperty("it.version"));

    follow("## Upgrade");
    assertItGoesOn();
    follow("## Roll back");
    assertItGoesOn();

    follow("## Remove");
    assertThat(home.dir().resolve("plugins.d")).isEmptyDirectory();
    assertThat(home.dir().resolve("conf/access-log.conf")).doesNotExist();
    assertThat(Files.readString(dir.resolve("stubs.log")))
        .contains("useradd --system", "usermod --append", "chown -R flume:flume");
  }

  private void assertItGoesOn() throws Exception {
    agent.awaitLog("restored its state");
    int before = rows();
    log();
    awaitRows("rows of new lines", before);
    assertThat(agent.log()).doesNotContain("was written by a newer version");
  }

  private void log() throws IOException {
    Files.write(
        dir.resolve("var/log/nginx/access.log"),
        lines.lines(LINES),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void awaitRows(String what, int before) {
    agent.await(what, () -> rows() > before);
  }

  private int rows() throws IOException {
    return new RowFiles(dir.resolve("var/lib/flume/rows")).results("traffic").size();
  }

  private void follow(String heading) throws Exception {
    List<String> commands = page.commands(heading);
    assertThat(commands).as(heading).isNotEmpty();
    for (String command : commands) {
      if (command.startsWith("cd ")) {
        folder = Path.of(moved(command.substring(3)));
      } else if (command.startsWith("systemctl ")) {
        systemctl(command);
      } else {
        run(command);
      }
    }
  }

  private void systemctl(String command) throws Exception {
    if (command.equals("systemctl start flume")) {
      start();
    } else if (command.matches("systemctl (stop|disable --now) flume")) {
      agent.stop();
    } else {
      assertThat(command).isIn("systemctl daemon-reload", "systemctl enable flume");
    }
  }

  private void start() throws Exception {
    for (String file : List.of(SERVICE, CONF)) {
      String text = Files.readString(dir.resolve(file));
      if (!text.contains(dir.toString())) {
        Files.writeString(dir.resolve(file), moved(text));
      }
    }
    String unit = Files.readString(dir.resolve(SERVICE));
    String start =
        unit.lines().filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow();
    agent = StockAgent.startBy(home, shell("exec " + start.substring("ExecStart=".length())));
  }

  private String moved(String text) {
    return text.replaceAll("(?<![\\w/.])/(opt|var|etc)\\b", dir + "/$1");
  }

  private void run(String command) throws Exception {
    Process process = shell(moved(command)).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).as(command).isZero();
  }

  private ProcessBuilder shell(String command) {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", command);
    Map<String, String> environment = shell.environment();
    environment.put("PATH", dir.resolve("stubs") + ":" + environment.get("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return shell;
  }
}
