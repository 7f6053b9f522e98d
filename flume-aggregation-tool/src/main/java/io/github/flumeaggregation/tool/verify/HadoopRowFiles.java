package io.github.flumeaggregation.tool.verify;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Files of rows in HDFS. This class is only loaded where they are read. */
final class HadoopRowFiles {
  private HadoopRowFiles() {}

  /** As {@link RowFiles#read}. */
  static void read(String path, RowFiles.Reader reader) throws IOException {
    Path top = new Path(path);
    try (FileSystem fileSystem = FileSystem.newInstance(top.toUri(), new Configuration())) {
      String above = fileSystem.getFileStatus(top).getPath() + "/";
      RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(top, true);
      while (files.hasNext()) {
        Path file = files.next().getPath();
        String name = file.toString();
        String below = name.startsWith(above) ? name.substring(above.length()) : file.getName();
        if (RowFiles.isFinished(below)) {
          try (InputStream in = fileSystem.open(file)) {
            reader.read(name, in);
          }
        }
      }
    }
  }
}
