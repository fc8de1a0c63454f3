package com.dayzero.customers.contract;

import java.util.List;
import java.util.Map;

/**
 * One operation of the contract, with what has to be checked before it is carried out.
 *
 * @param id the published {@code operationId}
 * @param method the HTTP method, in upper case
 * @param path the path, as a template
 * @param permission the scope that the token needs and the user's role has to grant, from {@code
 *     security}
 * @param requestSchema the name of the request body's schema in {@code components/schemas}
 * @param maxBodyBytes the size of the largest body that is read, in bytes, from {@code x-max-bytes}
 * @param headers the headers that are its parameters, in the contract's order: the name of each,
 *     and the JSON pointer of its schema
 * @param examples the answers that the contract shows, in its order
 * @param refusals those of them that are an error told in one sentence, by the example's name
 */
public record Operation(
    String id,
    String method,
    String path,
    String permission,
    String requestSchema,
    int maxBodyBytes,
    Map<String, String> headers,
    List<Example> examples,
    Map<String, Refusal> refusals) {

  /**
   * The refusal whose status, body and headers the contract shows under this name.
   *
   * @throws IllegalStateException if the contract has no such example
   */
  public Refusal refusal(String example) {
    Refusal refusal = refusals.get(example);
    if (refusal == null) {
      throw new IllegalStateException(
          "The contract has no example %s for %s; it has %s"
              .formatted(example, id, refusals.keySet()));
    }
    return refusal;
  }
}
