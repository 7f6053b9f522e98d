package io.github.flumeaggregation.it;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.awaitility.Awaitility;

/**
 * HDFS with two DataNodes, within the tests' own process; {@link #close()} leaves nothing behind.
 */
final class MiniHdfs implements AutoCloseable {
  private static final int DATA_NODES = 2;

  /** What clients should know: there are no more than two to keep copies. */
  private static final String CLIENT_SITE =
      """
      <configuration>
        <property><name>dfs.replication</name><value>2</value></property>
        <property><name>ipc.client.connect.max.retries</name><value>3</value></property>
      </configuration>
      """;

  private final MiniDFSCluster cluster;

  private MiniHdfs(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  static MiniHdfs start(Path dir) throws IOException {
    Configuration configuration = new Configuration();
    configuration.setInt("dfs.replication", DATA_NODES);
    // A restarted NameNode is to be of use again at once.
    configuration.setInt("dfs.namenode.safemode.extension", 0);
    configuration.setInt("dfs.namenode.redundancy.interval.seconds", 1);
    return new MiniHdfs(
        new MiniDFSCluster.Builder(configuration, dir.toFile())
            .nameNodePort(FreePort.find())
            .numDataNodes(DATA_NODES)
            .build());
  }

  /** Where it is, without a slash at the end. */
  String uri() {
    return "hdfs://127.0.0.1:" + cluster.getNameNodePort();
  }

  /** Gives an agent the client's libraries and configuration. */
  void serve(FlumeHome home, String clientVersion) throws IOException {
    home.addPlugin("hadoop", Path.of(System.getProperty("it.hadoopClient"), clientVersion));
    home.writeConf("hdfs-site.xml", CLIENT_SITE);
  }

  /** Gives an agent the client of the version that the plugins are tested with. */
  void serve(FlumeHome home) throws IOException {
    serve(home, System.getProperty("it.hadoopVersion"));
  }

  void restartNameNode() throws IOException {
    cluster.restartNameNode(true);
  }

  /**
   * Stops a DataNode, once the other one has a copy of everything: HDFS takes a block for written
   * when one has it, and makes the second copy later if one was not there.
   */
  void stopDataNode() {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::isReplicated);
    cluster.stopDataNode(0);
  }

  private boolean isReplicated() throws IOException {
    for (LocatedFileStatus file : list(new org.apache.hadoop.fs.Path("/"))) {
      for (BlockLocation block : file.getBlockLocations()) {
        if (block.getNames().length < DATA_NODES && isClosed(file)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Whether all of a file is written. What a killed writer left open is never copied; what a living
   * one has moved since it was listed is found under its new name at the next look.
   */
  private boolean isClosed(LocatedFileStatus file) throws IOException {
    try {
      return cluster.getFileSystem().isFileClosed(file.getPath());
    } catch (FileNotFoundException movedMeanwhile) {
      return true;
    }
  }

  /** Files below a folder that readers see, which none with a leading underscore or dot are. */
  List<org.apache.hadoop.fs.Path> visibleFiles(String folder) throws IOException {
    List<org.apache.hadoop.fs.Path> visible = new ArrayList<>();
    for (org.apache.hadoop.fs.Path file : allFiles(folder)) {
      if (!file.toString().matches(".*/[_.].*")) {
        visible.add(file);
      }
    }
    return visible;
  }

  List<org.apache.hadoop.fs.Path> allFiles(String folder) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder);
    return fileSystem().exists(path)
        ? list(path).stream().map(LocatedFileStatus::getPath).toList()
        : List.of();
  }

  /** All files below a folder; looks again when a writer took a folder away meanwhile. */
  private List<LocatedFileStatus> list(org.apache.hadoop.fs.Path folder) throws IOException {
    while (true) {
      try {
        return listOnce(folder);
      } catch (FileNotFoundException gone) {
        if (!fileSystem().exists(folder)) {
          throw gone;
        }
      }
    }
  }

  private List<LocatedFileStatus> listOnce(org.apache.hadoop.fs.Path folder) throws IOException {
    List<LocatedFileStatus> files = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> each = fileSystem().listFiles(folder, true);
    while (each.hasNext()) {
      files.add(each.next());
    }
    return files;
  }

  /** The rows that readers see below a folder, repeats included. */
  Rows rows(String folder) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (org.apache.hadoop.fs.Path file : visibleFiles(folder)) {
      if (file.getName().endsWith(".avro")) {
        avro(file).forEach(record -> rows.add(AvroRows.json(record)));
      } else {
        lines(file).forEach(line -> rows.add(Row.parse(line)));
      }
    }
    return new Rows(rows);
  }

  /** The lines of all files below a folder that readers see. */
  List<String> lines(String folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (org.apache.hadoop.fs.Path file : visibleFiles(folder)) {
      lines.addAll(lines(file));
    }
    return lines;
  }

  private List<String> lines(org.apache.hadoop.fs.Path file) throws IOException {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1)).subList(0, count(text));
  }

  private static int count(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  private List<GenericRecord> avro(org.apache.hadoop.fs.Path file) throws IOException {
    List<GenericRecord> records = new ArrayList<>();
    byte[] bytes = bytes(file);
    if (bytes.length == 0) {
      return records; // the stock sink leaves it so when HDFS fails before the first block
    }
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(new ByteArrayInputStream(bytes), new GenericDatumReader<>())) {
      stream.forEach(records::add);
    }
    return records;
  }

  private byte[] bytes(org.apache.hadoop.fs.Path file) throws IOException {
    try (var in = fileSystem().open(file)) {
      return in.readAllBytes();
    }
  }

  private FileSystem fileSystem() throws IOException {
    return cluster.getFileSystem();
  }

  @Override
  public void close() {
    cluster.shutdown(true);
  }
}
