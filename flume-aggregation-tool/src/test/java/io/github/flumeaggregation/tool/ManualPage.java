package io.github.flumeaggregation.tool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes a page for {@code man} of what the commands know of themselves. */
final class ManualPage {
  private final StringBuilder page = new StringBuilder();

  ManualPage(CommandLine all) {
    CommandSpec spec = all.getCommandSpec();
    request("TH", "FLUME-AGGREGATION", "1", "", "Flume Aggregation", "User Commands");
    request("SH", "NAME");
    line(spec.name() + " - " + withoutPoint(joined(spec.usageMessage().header())));
    request("SH", "SYNOPSIS");
    raw("\\fB" + escaped(spec.name()) + "\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR] \\fR...");
    request("SH", "DESCRIPTION");
    line(
        "Each command reads the configuration file of an agent, or logs, and answers on standard"
            + " output; none starts an agent. It is run by hand or by a script, before a"
            + " configuration is put in place or over logs that are there already.");
    request("SH", "OPTIONS");
    spec.options().forEach(this::option);
    request("SH", "COMMANDS");
    ManualPageTest.commands(all).forEach(command -> command(command.getCommandSpec()));
    request("SH", "EXIT STATUS");
    exitCodes(spec);
    request("SH", "SEE ALSO");
    line(
        "docs/command-line.md in the folder of the plugin, with a worked example of each command;"
            + " docs/aggregations.md for the language of aggregations.");
  }

  String text() {
    return page.toString();
  }

  private void command(CommandSpec spec) {
    request("SS", spec.qualifiedName());
    raw("\\fB" + escaped(spec.qualifiedName()) + "\\fR" + arguments(spec));
    paragraphs(spec.usageMessage().header());
    paragraphs(spec.usageMessage().description());
    spec.positionalParameters().forEach(this::parameter);
    spec.options().forEach(this::option);
    paragraphs(spec.usageMessage().footer());
    exitCodes(spec);
  }

  private static String arguments(CommandSpec spec) {
    StringBuilder text = new StringBuilder();
    if (!spec.subcommands().isEmpty()) {
      text.append(" \\fICOMMAND\\fR");
    }
    for (OptionSpec option : spec.options()) {
      String name = " \\fB" + escaped(option.longestName()) + "\\fR" + value(option);
      boolean isStandard = option.usageHelp() || option.versionHelp();
      text.append(isStandard ? "" : option.required() ? name : " [" + name.trim() + "]");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      text.append(" \\fI").append(escaped(parameter.paramLabel())).append("\\fR");
      text.append(parameter.arity().max() > 1 ? " ..." : "");
    }
    return text.toString();
  }

  private static String value(OptionSpec option) {
    return option.arity().max() == 0 ? "" : "=\\fI" + escaped(option.paramLabel()) + "\\fR";
  }

  private void option(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + escaped(name) + "\\fR");
    }
    item(String.join(", ", names) + value(option), option);
  }

  private void parameter(PositionalParamSpec parameter) {
    item("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter);
  }

  private void item(String name, ArgSpec of) {
    request("TP");
    raw(name);
    line(of.description().length == 0 ? "see above" : joined(of.description()));
  }

  private void exitCodes(CommandSpec spec) {
    for (Map.Entry<String, String> code : spec.usageMessage().exitCodeList().entrySet()) {
      request("TP");
      raw("\\fB" + escaped(code.getKey().trim()) + "\\fR");
      line(plain(code.getValue()));
    }
  }

  private void paragraphs(String... texts) {
    for (String text : texts) {
      for (String paragraph : plain(text).split("\n{2,}", -1)) {
        if (!paragraph.trim().isEmpty()) {
          request("PP");
          line(paragraph);
        }
      }
    }
  }

  /** What a text looks like where there is no colour, in lines. */
  private static String plain(String text) {
    return Ansi.OFF.string(text.replace("%n", "\n")).replace("%%", "%").trim();
  }

  private static String joined(String... texts) {
    List<String> plain = new ArrayList<>(Arrays.asList(texts));
    plain.replaceAll(ManualPage::plain);
    return String.join(" ", plain);
  }

  private static String withoutPoint(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private void request(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument)).append('"');
    }
    page.append('\n');
  }

  /** Text whose lines man joins; those that begin with a blank stay as they are. */
  private void line(String text) {
    for (String line : text.split("\n", -1)) {
      raw((line.startsWith(".") || line.startsWith("'") ? "\\&" : "") + escaped(line));
    }
  }

  private void raw(String line) {
    page.append(line).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
