package io.dunlin.gateway.intake;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Checks the shape of a tree against the published schema. What is said about a broken rule comes
 * from the {@code description} and {@code $comment} beside the rule, so that schema, findings and
 * reference cannot drift apart.
 */
final class SchemaCheck {
  /** Name of the published schema, beside this class. */
  static final String RESOURCE = "dunlin.mission-v1.schema.json";

  private final Schema schema;

  SchemaCheck() {
    var config = SchemaRegistryConfig.builder().locale(Locale.ROOT).preloadSchema(true).build();
    schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, b -> b.schemaRegistryConfig(config))
            .getSchema(text(), InputFormat.JSON);
  }

  /** The published schema as it stands in the jar. */
  static String text() {
    try (InputStream in = SchemaCheck.class.getResourceAsStream(RESOURCE)) {
      byte[] bytes = Objects.requireNonNull(in, RESOURCE + " is not in the jar").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void check(Tree root, Findings findings) {
    var wording = new SchemaWording(schema.getSchemaNode(), root, findings);
    for (Error error : schema.validate(json(root))) {
      wording.say(
          error.getKeyword(),
          pointer(error.getInstanceLocation()),
          pointer(error.getSchemaLocation().getFragment()),
          Objects.requireNonNullElse(error.getProperty(), ""));
    }
  }

  private static Pointer pointer(NodePath path) {
    Pointer pointer = Pointer.ROOT;
    for (int i = 0; i < path.getNameCount(); i++) pointer = pointer.with(path.getName(i));
    return pointer;
  }

  private static JsonNode json(Tree tree) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (tree) {
      case Tree.Nothing _ -> make.nullNode();
      case Tree.Flag flag -> make.booleanNode(flag.value());
      case Tree.Numeral number -> make.numberNode(new BigDecimal(number.written()));
      case Tree.Text text -> make.stringNode(text.value());
      case Tree.Sequence sequence -> {
        var array = make.arrayNode(sequence.items().size());
        for (Tree item : sequence.items()) array.add(json(item));
        yield array;
      }
      case Tree.Mapping mapping -> {
        var object = make.objectNode();
        for (Tree.Entry entry : mapping.entries()) object.set(entry.key(), json(entry.value()));
        yield object;
      }
    };
  }
}
