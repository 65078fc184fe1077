package io.dunlin.runtime.host.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Values by dotted key, later layers over earlier ones. A table or an array counts as one value
 * where its section is open-ended ({@code [[peer]]}, {@code [tasks.programs]}); elsewhere keys are
 * laid over each other one by one.
 */
public final class Settings {
  private static final int FILE_BYTES_MAX = 1 << 20;
  private static final String ENVIRONMENT = "DUNLIN_";

  private final SortedMap<String, Setting> byKey = new TreeMap<>();
  private final Schema schema;

  public Settings(Schema schema) {
    this.schema = schema;
  }

  /** The usual layers, then the file the user named. */
  public static Settings load(Schema schema, Path file, Map<String, String> environment)
      throws ConfigException {
    var settings = new Settings(schema);
    for (String usual : List.of("/etc/dunlin/dunlin.toml", "/boot/firmware/dunlin.toml")) {
      if (Files.isRegularFile(Path.of(usual))) settings.file(Path.of(usual));
    }
    settings.file(file);
    settings.environment(environment);
    return settings;
  }

  public void file(Path file) throws ConfigException {
    String text;
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new ConfigException(file + ": larger than 1 MiB, which no configuration is");
      }
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException(
          file + ": cannot be read (" + e.getMessage() + "); name an existing file with --config");
    }
    text(text, file.toString());
  }

  /** Lays a TOML text over what is there; {@code name} stands in origins and errors. */
  public void text(String toml, String name) throws ConfigException {
    TomlParseResult parsed = Toml.parse(toml);
    if (parsed.hasErrors()) {
      var error = parsed.errors().getFirst();
      throw new ConfigException(
          name
              + ":"
              + error.position().line()
              + ":"
              + error.position().column()
              + ": "
              + error.getMessage());
    }
    table(parsed, "", name);
  }

  private void table(TomlTable table, String prefix, String name) throws ConfigException {
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      String key = prefix + entry.getKey();
      TomlPosition at = table.inputPositionOf(List.of(entry.getKey()));
      String origin = name + (at == null ? "" : ":" + at.line());
      if (entry.getValue() instanceof TomlTable inner && !schema.isOpen(key)) {
        table(inner, key + ".", name);
      } else {
        schema.require(key, origin);
        byKey.put(key, new Setting(entry.getValue(), origin));
      }
    }
  }

  /** {@code DUNLIN_COAP__PORT=5683} sets {@code coap.port}. */
  public void environment(Map<String, String> environment) throws ConfigException {
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (!name.startsWith(ENVIRONMENT)) continue;
      String key =
          name.substring(ENVIRONMENT.length())
              .toLowerCase(Locale.ROOT)
              .replace("__", ".")
              .replace('_', '-');
      // Variables of the launcher (DUNLIN_JAVA_HOME) and of tasks share the prefix.
      if (!schema.knows(key)) continue;
      byKey.put(key, new Setting(scalar(variable.getValue()), name));
    }
  }

  private static Object scalar(String text) {
    TomlParseResult parsed = Toml.parse("value = " + text);
    Object value = parsed.hasErrors() ? null : parsed.get("value");
    return value == null ? text : value;
  }

  public SortedMap<String, Setting> all() {
    return byKey;
  }

  public @Nullable Setting get(String key) {
    return byKey.get(key);
  }

  public String text(String key, Optionality optionality) throws ConfigException {
    Setting setting = required(key, optionality);
    if (setting == null) return optionality.fallback();
    if (setting.value() instanceof String text) return text;
    throw wrong(key, setting, "text in quotes");
  }

  public long number(String key, long fallback, long min, long max) throws ConfigException {
    Setting setting = byKey.get(key);
    if (setting == null) return fallback;
    if (!(setting.value() instanceof Long number)) throw wrong(key, setting, "a whole number");
    if (number < min || number > max) {
      throw wrong(key, setting, "a whole number from " + min + " to " + max);
    }
    return number;
  }

  public double real(String key, double fallback) throws ConfigException {
    Setting setting = byKey.get(key);
    if (setting == null) return fallback;
    if (setting.value() instanceof Double real) return real;
    if (setting.value() instanceof Long number) return number;
    throw wrong(key, setting, "a number");
  }

  public boolean flag(String key, boolean fallback) throws ConfigException {
    Setting setting = byKey.get(key);
    if (setting == null) return fallback;
    if (setting.value() instanceof Boolean flag) return flag;
    throw wrong(key, setting, "true or false");
  }

  public long duration(String key, String fallback) throws ConfigException {
    Setting setting = byKey.getOrDefault(key, new Setting(fallback, "built in"));
    if (setting.value() instanceof String text) {
      long nanos = Units.nanos(text);
      if (nanos >= 0) return nanos;
    }
    throw wrong(key, setting, "a duration with its unit, such as \"1s\" or \"250ms\"");
  }

  public long size(String key, String fallback) throws ConfigException {
    Setting setting = byKey.getOrDefault(key, new Setting(fallback, "built in"));
    if (setting.value() instanceof String text) {
      long bytes = Units.bytes(text);
      if (bytes >= 0) return bytes;
    }
    throw wrong(key, setting, "a size with its unit, such as \"64MB\" or \"4KiB\"");
  }

  public List<String> texts(String key) throws ConfigException {
    Setting setting = byKey.get(key);
    return setting == null ? List.of() : texts(key, setting);
  }

  private List<String> texts(String key, Setting setting) throws ConfigException {
    if (!(setting.value() instanceof TomlArray array)) {
      throw wrong(key, setting, "a list of texts");
    }
    var texts = new ArrayList<String>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof String text)) throw wrong(key, setting, "a list of texts");
      texts.add(text);
    }
    return texts;
  }

  /** The tables of an array of tables, each as settings of its own. */
  public List<Settings> tables(String key, Schema inner) throws ConfigException {
    Setting setting = byKey.get(key);
    if (setting == null) return List.of();
    if (!(setting.value() instanceof TomlArray array)) {
      throw wrong(key, setting, "tables, each begun by [[" + key + "]]");
    }
    var tables = new ArrayList<Settings>();
    String file = setting.origin().replaceAll(":\\d+$", "");
    for (int i = 0; i < array.size(); i++) {
      var settings = new Settings(inner);
      if (!(array.get(i) instanceof TomlTable table)) {
        throw wrong(key, setting, "tables, each begun by [[" + key + "]]");
      }
      settings.table(table, "", file + " [[" + key + "]]");
      tables.add(settings);
    }
    return tables;
  }

  /** An open table from name to a list of texts. */
  public SortedMap<String, List<String>> lists(String key) throws ConfigException {
    var lists = new TreeMap<String, List<String>>();
    Setting setting = byKey.get(key);
    if (setting == null) return lists;
    if (!(setting.value() instanceof TomlTable table)) throw wrong(key, setting, "a table");
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      String name = key + "." + entry.getKey();
      lists.put(entry.getKey(), texts(name, new Setting(entry.getValue(), setting.origin())));
    }
    return lists;
  }

  /** An open table of scalars, as text. */
  public SortedMap<String, String> scalars(String key) throws ConfigException {
    var scalars = new TreeMap<String, String>();
    Setting setting = byKey.get(key);
    if (setting == null) return scalars;
    if (!(setting.value() instanceof TomlTable table)) throw wrong(key, setting, "a table");
    table.entrySet().forEach(e -> scalars.put(e.getKey(), String.valueOf(e.getValue())));
    return scalars;
  }

  private @Nullable Setting required(String key, Optionality optionality) throws ConfigException {
    Setting setting = byKey.get(key);
    if (setting == null && optionality.required()) {
      throw new ConfigException("setting " + key + " is missing: " + optionality.fallback());
    }
    return setting;
  }

  /** The setting is there but not what it should be. */
  public static ConfigException wrong(String key, Setting setting, String expected) {
    return new ConfigException(
        setting.origin() + ": " + key + " is " + setting.value() + ", expected " + expected);
  }

  /**
   * Whether a text must be there.
   *
   * @param fallback the value when it is left out, or what to tell the user when it must not be
   */
  public record Optionality(boolean required, String fallback) {
    public static Optionality required(String hint) {
      return new Optionality(true, hint);
    }

    public static Optionality or(String fallback) {
      return new Optionality(false, fallback);
    }
  }
}
