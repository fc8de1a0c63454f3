package com.dayzero.customers.contracttests.generated;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of requests to one operation, made from the schema of its body. */
final class GeneratedRequests {
  private static final Gen<Integer> PERCENT = Generate.range(0, 99);

  private final List<FieldValues> fields;
  private final JsonNode schema;
  private final Map<String, List<JsonNode>> known;

  /**
   * Requests to this operation.
   *
   * @param known the values that are taken of fields that refer to something stored
   */
  GeneratedRequests(Contract contract, Operation operation, Map<String, List<JsonNode>> known) {
    this.schema = contract.schema(operation.requestSchema());
    this.known = known;
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    this.fields =
        schema
            .get("properties")
            .propertyStream()
            .map(it ->
                new FieldValues(
                    contract, it.getKey(), it.getValue(), required.contains(it.getKey())))
            .toList();
  }

  /**
   * A body, and what is wrong with it.
   *
   * @param json the body
   * @param broken the fields with a value that is refused
   */
  record Body(ObjectNode json, Set<String> broken) {}

  /** The fields of a body. */
  List<FieldValues> fields() {
    return fields;
  }

  /** Only what is required, and this value of one field. */
  ObjectNode with(FieldValues field, JsonNode value) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    fields.stream()
        .filter(FieldValues::required)
        .forEach(it -> body.set(it.name(), it.fitting().getFirst()));
    body.set(field.name(), value);
    return body;
  }

  /** Whether this fitting value of the field is taken, too: what it refers to is stored. */
  boolean isKnown(FieldValues field, JsonNode fitting) {
    List<JsonNode> values = known.get(field.name());
    return values == null || values.contains(fitting);
  }

  /** Bodies that create what they say. */
  Gen<ObjectNode> valid() {
    return source -> {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      for (FieldValues field : fields) {
        if (field.required() || PERCENT.generate(source) < 40) {
          body.set(field.name(), taken(field).generate(source));
        }
      }
      return body;
    };
  }

  private Gen<JsonNode> taken(FieldValues field) {
    List<JsonNode> values = known.get(field.name());
    return values == null ? field.anyFitting() : Generate.pick(values);
  }

  /** Bodies with at least one field that is refused. */
  Gen<Body> invalid() {
    return source -> {
      ObjectNode body = valid().generate(source);
      Set<String> broken = new TreeSet<>();
      FieldValues first = Generate.pick(fields).generate(source);
      for (FieldValues field : fields) {
        if (field == first || PERCENT.generate(source) < 15) {
          broken.add(field.name());
          if (field.required() && PERCENT.generate(source) < 20) {
            body.remove(field.name());
          } else {
            body.set(field.name(), field.anyMisfit().generate(source));
          }
        }
      }
      return new Body(body, broken);
    };
  }

  /** What a field of a new record is, that the body does not name. */
  JsonNode absent(FieldValues field) {
    JsonNode given = schema.at("/properties/" + field.name() + "/default");
    return given.isMissingNode() ? JsonNodeFactory.instance.nullNode() : given;
  }
}
