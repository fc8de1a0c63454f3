package com.dayzero.customers.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.api.CustomersApiController;
import com.dayzero.customers.server.RunningServer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

@RunningServer
class AccessInterceptorTest {
  private final AccessInterceptor access;

  @Autowired
  AccessInterceptorTest(AccessInterceptor access) {
    this.access = access;
  }

  @Test
  void aGeneratedMethodIsForNobodyWhereTheContractHasNoOperationForIt() throws Exception {
    HandlerMethod generated =
        new HandlerMethod(
            new CustomersApiController(null),
            CustomersApiController.class.getMethod("getDelegate"));
    assertThatThrownBy(() -> letsThrough(generated)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatTheContractDoesNotSpeakOfIsForEverybody() throws Exception {
    assertThat(letsThrough(new HandlerMethod(this, Object.class.getMethod("toString")))).isTrue();
  }

  private boolean letsThrough(HandlerMethod method) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/unknown");
    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/unknown");
    return access.preHandle(request, new MockHttpServletResponse(), method);
  }
}
