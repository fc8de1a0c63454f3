package com.dayzero.customers.contracttests.generated;

import com.dayzero.customers.contracttests.RunningMock;
import com.dayzero.customers.contracttests.Wire;
import java.util.Map;
import tools.jackson.databind.JsonNode;

class MockRequestsTest extends GeneratedRequestsTest {
  @Override
  Wire wire() {
    return RunningMock.wire();
  }

  @Override
  Map<String, String> headers() {
    return headers("dz_your_token", "01940000-0000-7000-8000-000000000010");
  }

  @Override
  JsonNode stored(JsonNode answer) {
    return answer;
  }
}
