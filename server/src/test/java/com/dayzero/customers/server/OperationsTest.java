package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@RunningServer
class OperationsTest {
  private final Contract contract;
  private final ApplicationContext context;
  private final Map<RequestMappingInfo, HandlerMethod> handlers;

  @Autowired
  OperationsTest(
      Contract contract, ApplicationContext context, RequestMappingHandlerMapping mapping) {
    this.contract = contract;
    this.context = context;
    this.handlers = mapping.getHandlerMethods();
  }

  @Test
  void everyOperationOfTheContractIsServedAndNoOther() {
    Set<String> served =
        handlers.keySet().stream()
            .map(mapping -> mapping.getMethodsCondition() + " " + mapping.getPatternValues())
            .filter(mapping -> mapping.contains("/api/"))
            .collect(Collectors.toSet());
    assertThat(served)
        .isEqualTo(
            contract.operations().stream()
                .map(operation -> "[%s] [%s]".formatted(operation.method(), operation.path()))
                .collect(Collectors.toSet()));
  }

  /** The generated default of a delegate answers 501. */
  @Test
  void everyOperationHasAnImplementationOfItsOwn() throws ReflectiveOperationException {
    int checked = 0;
    for (HandlerMethod handler : handlers.values()) {
      if (handler.getBeanType().getPackageName().equals("com.dayzero.customers.api")) {
        assertThat(implementationOf(handler).getDeclaringClass().isInterface())
            .as(handler.getMethod().getName() + " has no implementation")
            .isFalse();
        checked++;
      }
    }
    assertThat(checked).isEqualTo(contract.operations().size());
  }

  @Test
  void everyOperationNeedsAPermission() {
    assertThat(contract.operations()).extracting(Operation::permission).doesNotContain("");
  }

  /** What every operation with a body can be refused for, before its delegate is called. */
  @Test
  void everyOperationHasAnExampleOfEveryRefusal() {
    for (Operation operation : contract.operations()) {
      assertThat(operation.refusals().keySet())
          .as(operation.id())
          .contains(
              "not_authenticated",
              "rate_limited",
              "business_id_missing",
              "business_id_malformed",
              "not_enough_permissions",
              "too_large",
              "not_json",
              "compressed",
              "unreadable_body",
              "unavailable");
    }
  }

  private Method implementationOf(HandlerMethod handler) throws ReflectiveOperationException {
    Field field =
        Arrays.stream(handler.getBeanType().getDeclaredFields())
            .filter(candidate -> candidate.getName().equals("delegate"))
            .findFirst()
            .orElseThrow();
    Class<?> delegate = AopUtils.getTargetClass(context.getBean(field.getType()));
    return Arrays.stream(delegate.getMethods())
        .filter(method -> method.getName().equals(handler.getMethod().getName()))
        .filter(method -> method.getReturnType().equals(ResponseEntity.class))
        .findFirst()
        .orElseThrow();
  }
}
