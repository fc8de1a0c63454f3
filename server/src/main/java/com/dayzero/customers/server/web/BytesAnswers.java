package com.dayzero.customers.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.HandlerMethodReturnValueHandlerComposite;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Sends an answer whose body is bytes already. Spring would look for who can write it, and in which
 * type, which took a twentieth of the time of a create.
 */
final class BytesAnswers implements HandlerMethodReturnValueHandler {
  private final HandlerMethodReturnValueHandlerComposite others =
      new HandlerMethodReturnValueHandlerComposite();

  /**
   * Before these.
   *
   * @param others for answers with another body
   */
  BytesAnswers(List<HandlerMethodReturnValueHandler> others) {
    this.others.addHandlers(others);
  }

  @Override
  public boolean supportsReturnType(MethodParameter returnType) {
    return returnType.getParameterType() == ResponseEntity.class;
  }

  @Override
  public void handleReturnValue(
      @Nullable Object returnValue,
      MethodParameter returnType,
      ModelAndViewContainer container,
      NativeWebRequest webRequest)
      throws Exception {
    if (returnValue instanceof ResponseEntity<?> answer
        && answer.getBody() instanceof byte[] body) {
      container.setRequestHandled(true);
      HttpServletResponse response =
          Objects.requireNonNull(webRequest.getNativeResponse(HttpServletResponse.class));
      response.setStatus(answer.getStatusCode().value());
      answer
          .getHeaders()
          .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    } else {
      others.handleReturnValue(returnValue, returnType, container, webRequest);
    }
  }
}
