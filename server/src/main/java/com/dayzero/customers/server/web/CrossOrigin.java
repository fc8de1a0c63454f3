package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets pages of the origins that are set call the contract's operations. Everybody else is answered
 * as if there were none: a preflight is refused as any other {@code OPTIONS}, and a request that is
 * carried out anyway, because it is none of a browser's, has no header more.
 */
@Configuration(proxyBeanMethods = false)
class CrossOrigin {
  /** Browsers keep the answer to a preflight no longer than two hours. */
  private static final Duration PREFLIGHT_AGE = Duration.ofHours(1);

  /** Within the filter that gives a request its id. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  static FilterRegistrationBean<CorsFilter> crossOriginFilter(
      CorsSettings settings, Contract contract) {
    UrlBasedCorsConfigurationSource operations = new UrlBasedCorsConfigurationSource();
    CorsConfiguration rules = rules(settings, contract);
    contract.operations().stream()
        .map(Operation::path)
        .forEach(path -> operations.registerCorsConfiguration(path, rules));
    CorsFilter filter =
        new CorsFilter(operations) {
          @Override
          protected boolean shouldNotFilter(HttpServletRequest request) {
            return rules.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null
                || operations.getCorsConfiguration(request) == null
                || isNoOperation(request);
          }

          // Its 405 says more than a refusal for its method would.
          private boolean isNoOperation(HttpServletRequest request) {
            return !CorsUtils.isPreFlightRequest(request)
                && rules.checkHttpMethod(HttpMethod.valueOf(request.getMethod())) == null;
          }
        };
    filter.setCorsProcessor(new RefusalInOurForm());
    FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(ORDER);
    registration.setEnabled(!settings.origins().isEmpty());
    return registration;
  }

  /** Tokens are sent by a page's own code: cookies and other credentials have no part in it. */
  private static CorsConfiguration rules(CorsSettings settings, Contract contract) {
    CorsConfiguration rules = new CorsConfiguration();
    rules.setAllowedOrigins(settings.origins());
    rules.setAllowedMethods(
        contract.operations().stream().map(Operation::method).distinct().toList());
    rules.addAllowedHeader(CorsConfiguration.ALL);
    rules.setExposedHeaders(List.copyOf(contract.responseHeaders()));
    rules.setMaxAge(PREFLIGHT_AGE);
    return rules;
  }

  /** A preflight for a method that no operation has. */
  private static final class RefusalInOurForm extends DefaultCorsProcessor {
    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
      response.setStatusCode(HttpStatus.FORBIDDEN);
      response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
      response.getBody().write(new ErrorBody.Sentence("Forbidden").toBytes());
      response.flush();
    }
  }
}
