package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.Part;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;

/** What the agent needs of this machine: folders that can be written, and ports that are free. */
final class MachineCheck implements Check {
  @Override
  public void check(Agent agent, Findings findings) {
    for (Kind kind : new Kind[] {Kind.SOURCE, Kind.CHANNEL, Kind.SINK}) {
      for (Part part : WiringCheck.listed(agent, kind)) {
        for (String key : StateFolders.keys(part)) {
          for (String path : StateFolders.paths(part, key)) {
            checkPath(part, key, path, findings);
          }
        }
      }
    }
    for (Part channel : WiringCheck.listed(agent, Kind.CHANNEL)) {
      checkCheckpoint(channel, findings);
    }
    for (Part sink : WiringCheck.listed(agent, Kind.SINK)) {
      checkRows(sink, findings);
    }
    for (Part source : WiringCheck.listed(agent, Kind.SOURCE)) {
      checkPort(source, findings);
    }
  }

  /** The part makes what is missing, below the nearest folder that is there. */
  private static void checkPath(Part part, String key, String text, Findings findings) {
    Path path;
    try {
      path = Paths.get(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      findings.error(part, key, "is no path: " + e.getReason());
      return;
    }
    boolean isFile = key.equals("positionFile");
    if (Files.isDirectory(path) == isFile && Files.exists(path)) {
      findings.error(part, key, isFile ? "is a folder; name a file" : "is a file; name a folder");
      return;
    }
    @Nullable Path there = Files.exists(path) ? path : path.getParent();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there != null && !(Files.isWritable(there) && (isFile || Files.isDirectory(there)))) {
      findings.error(
          part,
          key,
          "'"
              + there
              + "' is not writable for the user '"
              + System.getProperty("user.name")
              + "'. Make the folder for the agent's user, such as by: install -d -o flume "
              + (isFile ? path.getParent() : path));
    }
  }

  /**
   * Killed while it makes its first checkpoint, a file channel leaves a file that it cannot read.
   */
  private static void checkCheckpoint(Part channel, Findings findings) {
    String folder = channel.get("checkpointDir", "");
    File checkpoint = new File(folder, "checkpoint");
    if (!folder.isEmpty() && checkpoint.isFile() && checkpoint.length() == 0) {
      findings.error(
          channel,
          "checkpointDir",
          "'"
              + checkpoint
              + "' is empty: an agent was killed while it made it, and Flume's file channel does"
              + " not start with it. Stop the agent and remove the folder '"
              + folder
              + "': the channel makes it again from its dataDirs, and nothing is lost");
    }
  }

  /** Flume's own sink for files does not make its folder, and the agent only logs that. */
  private static void checkRows(Part sink, Findings findings) {
    String folder = sink.get("sink.directory", "");
    if (!sink.get("type", "").equalsIgnoreCase("file_roll") || folder.isEmpty()) {
      return;
    }
    if (!Files.isDirectory(Paths.get(folder))) {
      findings.error(
          sink, "sink.directory", "there is no such folder, and the sink does not make it");
    } else if (!Files.isWritable(Paths.get(folder))) {
      findings.error(
          sink,
          "sink.directory",
          "is not writable for the user '" + System.getProperty("user.name") + "'");
    }
  }

  private static void checkPort(Part source, Findings findings) {
    String port = source.get("port", "");
    if (!port.matches("[0-9]{1,5}")
        || source.get("type", "").toLowerCase(Locale.ROOT).contains("udp")) {
      return;
    }
    String bind = source.get("bind", source.get("host", "0.0.0.0"));
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(bind), Integer.parseInt(port)));
    } catch (UnknownHostException e) {
      findings.error(source, source.get("bind") == null ? "host" : "bind", "is no known host");
    } catch (BindException e) {
      findings.error(
          source,
          "port",
          "cannot be opened on "
              + bind
              + " ("
              + e.getMessage()
              + "). If the agent"
              + " is running already, this is itself");
    } catch (IOException | IllegalArgumentException e) {
      findings.error(source, "port", "cannot be opened on " + bind + ": " + e.getMessage());
    }
  }
}
