package com.dayzero.customers.contract;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The body of an answer other than success, in FastAPI's form: {@code {"detail": ...}}. */
public sealed interface ErrorBody {

  /** This body as compact UTF-8 JSON, byte for byte as FastAPI writes it. */
  default byte[] toBytes() {
    return WireJson.write(toJson());
  }

  /** This body as JSON. */
  ObjectNode toJson();

  /**
   * A sentence.
   *
   * @param detail what went wrong and what to do next
   */
  record Sentence(String detail) implements ErrorBody {
    @Override
    public ObjectNode toJson() {
      return JsonNodeFactory.instance.objectNode().put("detail", detail);
    }
  }

  /**
   * A list of violations.
   *
   * @param detail the violations, in the contract's order
   */
  record Violations(List<FieldError> detail) implements ErrorBody {
    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ArrayNode list = json.putArray("detail");
      detail.forEach(violation -> list.add(violation.toJson()));
      return json;
    }
  }

  /**
   * A defect: nothing of it but the id under which it stands in the log.
   *
   * @param requestId the id that {@code X-Request-Id} has, too
   */
  record Defect(String requestId) implements ErrorBody {
    @Override
    public ObjectNode toJson() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("detail", "Internal Server Error")
          .put("request_id", requestId);
    }
  }
}
