package io.github.flumeaggregation.core.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.record.LookupTable;
import io.github.flumeaggregation.core.record.Slice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
  @TempDir Path dir;

  private LookupTable table(String text) throws IOException {
    return new Tables().table(Files.writeString(dir.resolve("t.csv"), text).toString());
  }

  private static String find(LookupTable.Column column, String key) {
    Slice value = column.of(Slice.of(key));
    return value == null ? null : value.toString();
  }

  @Test
  void value_isFoundByItsKey_asTheFileSaysIt() throws IOException {
    LookupTable table =
        table(
            "\uFEFFkey , name,\"city, or so\"\r\n"
                + "a, Ann ,\"Berlin, \"\"Mitte\"\"\"\r\n"
                + "\r\n"
                + "\" b\" ,,\"two\nlines\"  \n"
                + ",nobody,x\n"
                + "ä€,Ä,");

    LookupTable.Column name = table.column("name");
    LookupTable.Column city = table.column("city, or so");
    assertThat(find(name, "a")).isEqualTo("Ann");
    assertThat(find(city, "a")).isEqualTo("Berlin, \"Mitte\"");
    assertThat(find(name, " b")).as("an empty value").isNull();
    assertThat(find(city, " b")).isEqualTo("two\nlines");
    assertThat(find(name, "")).isEqualTo("nobody");
    assertThat(find(name, "ä€")).isEqualTo("Ä");
    assertThat(find(name, "key")).as("the head is no row").isNull();
    assertThat(find(table.column("key"), "a")).isEqualTo("a");
    assertThat(find(name, "A")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|it has no head with two columns, such as 'key,name'",
        "k\\na\\n|it has no head with two columns",
        "k,n\\na,1\\nb,2\\n\\na,3|line 5: the key 'a' stands already in line 2",
        "k,n\\na,1,2|line 2: 3 values, and the head has 2",
        "k,n\\na,1\\nb|line 3: 1 values, and the head has 2",
        "k,n\\na,x\"y\"|line 2: a quote inside a value; put all of it in quotes, and write \"\"",
        "k,n\\na,\"x\\ny\\n|line 2: the closing quote is missing",
        "k,n\\n\"x\\ny\",1\\nb,\"x\"y|line 4: text behind a closing quote; a quote inside",
        "k,n,n\\n|line 1: two columns have the name 'n'",
        "k,\\n|line 1: a column has no name; the first line names the columns",
        "cidr,n\\n10.0.0.0/8,1\\n10.1.2.3/8,2|line 3: '10.1.2.3/8' is an address in a network; write 10.0.0.0/8",
        "cidr,n\\n\\n10.0.0.0/33,1|line 3: '10.0.0.0/33' is no network such as",
        "cidr,n\\nten,1|line 2: 'ten' is no network such as 10.0.0.0/8, fd00::/8",
        "cidr,n\\n10.0.0.0/8,1\\n::ffff:10.0.0.0/104,1|line 3: the network stands already in line 2"
      })
  void fault_namesTheFileAndTheLine(String text, String message) {
    assertThatThrownBy(() -> table(text.replace("\\n", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("table '%s': %s", dir.resolve("t.csv"), message);
  }

  @Test
  void fileThatCannotBeUsed_isAFaultThatSaysWhy() throws IOException {
    Tables tables = new Tables();
    assertThatThrownBy(() -> tables.table(dir + "/gone.csv"))
        .hasMessage("table '" + dir + "/gone.csv': there is no file " + dir + "/gone.csv");
    assertThatThrownBy(() -> tables.table(dir.toString()))
        .hasMessageEndingWith("this is no file, but a folder or a device");
    Path large = dir.resolve("large.csv");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(Tables.MOST_BYTES + 1L);
    }
    assertThatThrownBy(() -> tables.table(large.toString()))
        .hasMessageEndingWith("67108865 bytes; at most 64 MiB are allowed");
    assertThat(tables.hashes()).isEmpty();
    LookupTable table = table("k,name\na,b\n");
    assertThatThrownBy(() -> table.column("nam"))
        .hasMessageEndingWith("has no column 'nam' (did you mean 'name'?); columns are k, name");
  }

  @Test
  void rows_areCountedWithoutTheHead() {
    byte[] text = "k,n\na,1\nb,2\nc,3".getBytes(UTF_8);
    assertThat(Csv.read(text, text.length, 3).rows()).isEqualTo(4);
    assertThatThrownBy(() -> Csv.read(text, text.length, 2))
        .hasMessage("line 4: more rows than the 2 that are allowed");
  }

  @Test
  void table_isReadOnce_andItsHashTellsItFromOthers() throws IOException {
    Path file = Files.writeString(dir.resolve("t.csv"), "k,n\na,1\n");
    Tables tables = new Tables();
    LookupTable table = tables.table(file.toString());
    String before = tables.hashes().get(file.toString());
    Files.writeString(file, "k,n\na,2\n");
    assertThat(tables.table(file.toString())).isSameAs(table);
    Tables again = new Tables();
    assertThat(find(again.table(file.toString()).column("n"), "a")).isEqualTo("2");
    assertThat(again.hashes().get(file.toString())).isNotEqualTo(before).hasSize(64);
    Files.delete(file);
    Tables remembered = Tables.remembered(tables.hashes());
    assertThat(find(remembered.table(file.toString()).column("any"), "a")).isNull();
    assertThat(remembered.hashes()).isEqualTo(tables.hashes());
  }

  @Test
  void keys_areFoundAsInAHashMap() throws IOException {
    Random random = new Random(7);
    Map<String, String> model = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = Integer.toString(random.nextInt(40_000), 2 + random.nextInt(30));
      model.put(key, "v" + i);
    }
    LookupTable.Column column =
        table(
                model.entrySet().stream()
                    .map(row -> row.getKey() + ',' + row.getValue() + '\n')
                    .collect(Collectors.joining("", "key,value\n", "")))
            .column("value");
    for (int i = 0; i < 10_000; i++) {
      String key = Integer.toString(random.nextInt(40_000), 2 + random.nextInt(30));
      assertThat(find(column, key)).as(key).isEqualTo(model.get(key));
    }
  }

  /** A network by {@link InetAddress}, which makes an IPv4 address of a mapped one. */
  private record Net(BigInteger first, int bits, int size, String name) {
    static Net of(String text, String name) throws UnknownHostException {
      String[] parts = text.split("/");
      byte[] bytes = InetAddress.getByName(parts[0]).getAddress();
      return new Net(new BigInteger(1, bytes), Integer.parseInt(parts[1]), bytes.length * 8, name);
    }

    boolean has(byte[] address) {
      return address.length * 8 == size
          && new BigInteger(1, address).xor(first).shiftRight(size - bits).signum() == 0;
    }
  }

  @Test
  void longestPrefix_winsAsInALinearSearch() throws IOException {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Map<String, Net> nets = new HashMap<>();
      for (int i = 1 + random.nextInt(60); i > 0; i--) {
        String net = randomNetwork(random);
        nets.put(net, Net.of(net, "n" + i));
      }
      LookupTable.Column column =
          table(
                  nets.entrySet().stream()
                      .map(net -> net.getKey() + ',' + net.getValue().name + '\n')
                      .collect(Collectors.joining("", "cidr,name\n", "")))
              .column("name");
      for (int i = 0; i < 200; i++) {
        String address = randomAddress(random);
        byte[] bytes = InetAddress.getByName(address).getAddress();
        String expected =
            nets.values().stream()
                .filter(net -> net.has(bytes))
                .max((a, b) -> Integer.compare(a.bits, b.bits))
                .map(Net::name)
                .orElse(null);
        assertThat(find(column, address))
            .as("seed %d, %s in %s", seed, address, nets.keySet())
            .isEqualTo(expected);
      }
      assertThat(find(column, "no address")).isNull();
    }
  }

  /** Few bits are random, so that networks lie in each other and addresses in them. */
  private static String randomNetwork(Random random) throws UnknownHostException {
    byte[] bytes = InetAddress.getByName(randomAddress(random)).getAddress();
    int bits =
        random.nextInt(8) == 0
            ? random.nextInt(2) * bytes.length * 8
            : random.nextInt(bytes.length * 8 + 1);
    BigInteger first =
        new BigInteger(1, bytes)
            .shiftRight(bytes.length * 8 - bits)
            .shiftLeft(bytes.length * 8 - bits);
    byte[] all = new byte[bytes.length];
    byte[] digits = first.toByteArray();
    for (int i = 1; i <= Math.min(all.length, digits.length); i++) {
      all[all.length - i] = digits[digits.length - i];
    }
    return InetAddress.getByAddress(all).getHostAddress() + "/" + bits;
  }

  private static String randomAddress(Random random) {
    String[] bytes = {"0", "1", "127", "128", "254", "255"};
    String v4 =
        IntStream.range(0, 4)
            .mapToObj(i -> bytes[random.nextInt(bytes.length)])
            .collect(Collectors.joining("."));
    String[] groups = {"0", "1", "7fff", "8000", "fffe", "ffff"};
    return switch (random.nextInt(3)) {
      case 0 -> v4;
      case 1 -> "::ffff:" + v4;
      default ->
          IntStream.range(0, 8)
              .mapToObj(i -> groups[random.nextInt(groups.length)])
              .collect(Collectors.joining(":"));
    };
  }
}
