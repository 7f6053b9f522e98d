package io.github.flumeaggregation.tool.verify;

import io.github.flumeaggregation.tool.command.CommandException;
import io.github.flumeaggregation.tool.log.LogInput;
import io.github.flumeaggregation.tool.log.ReadFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files below a folder in which a sink, ours or another, has put rows. */
final class RowFiles {
  /** Takes one file after the other. */
  interface Reader {
    /** Reads a file to its end. */
    void read(String name, InputStream in) throws IOException;
  }

  private RowFiles() {}

  /**
   * Gives all files of a path to a reader, but for those that are not finished: whose name, or that
   * of a folder they are in, begins with {@code _} or {@code .}, or ends with {@code .tmp}.
   *
   * @param path of a file or a folder, here or in HDFS
   */
  static void read(String path, Reader reader) {
    try {
      if (path.startsWith("hdfs:")) {
        HadoopRowFiles.read(path, reader);
      } else {
        readLocal(Paths.get(path.replaceFirst("^file:/+", "/")), reader);
      }
    } catch (IOException | InvalidPathException e) {
      throw new CommandException("rows in '" + path + "' cannot be read: " + ReadFault.reason(e));
    } catch (NoClassDefFoundError e) {
      throw new CommandException(
          "rows in '" + path + "' need Hadoop's client on the class path; set HADOOP_HOME");
    }
  }

  private static void readLocal(Path top, Reader reader) throws IOException {
    if (!Files.exists(top)) {
      throw new CommandException("there is no file or folder '" + top + "' with rows");
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(top)) {
      files = found.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    }
    for (Path file : files) {
      if (isFinished(top.relativize(file).toString())) {
        try (InputStream in = LogInput.stream(file)) {
          reader.read(file.toString(), in);
        }
      }
    }
  }

  /** Whether a file, as it is called from the folder on, is not one that is still written. */
  static boolean isFinished(String name) {
    if (name.endsWith(".tmp")) {
      return false;
    }
    for (String part : name.split("/")) {
      if (part.startsWith("_") || part.startsWith(".")) {
        return false;
      }
    }
    return true;
  }
}
