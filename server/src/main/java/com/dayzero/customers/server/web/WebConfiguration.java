package com.dayzero.customers.server.web;

import com.dayzero.customers.server.load.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** How Spring MVC is set up to answer as the contract says. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  private final String swaggerUi;

  WebConfiguration(@Value("${docs.swagger-ui-version}") String swaggerUiVersion) {
    this.swaggerUi = "classpath:/META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion + "/";
  }

  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    configurer.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler("/docs/swagger-ui/**").addResourceLocations(swaggerUi);
    registry.addResourceHandler("/docs/**").addResourceLocations("classpath:/docs/");
  }

  @Bean
  static WebMvcRegistrations contractFirst(
      ContractBodyResolver body, ContractHeaderResolver headers) {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ContractHandlerMapping();
      }

      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new RequestMappingHandlerAdapter() {
          @Override
          public void afterPropertiesSet() {
            super.afterPropertiesSet();
            List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>();
            resolvers.add(body);
            resolvers.add(headers);
            resolvers.addAll(Objects.requireNonNull(getArgumentResolvers()));
            setArgumentResolvers(resolvers);
            List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
            List<HandlerMethodReturnValueHandler> others =
                Objects.requireNonNull(getReturnValueHandlers());
            handlers.add(new BytesAnswers(others));
            handlers.addAll(others);
            setReturnValueHandlers(handlers);
          }
        };
      }
    };
  }

  @Bean
  static WebServerFactoryCustomizer<TomcatServletWebServerFactory> beforeSpring(
      Lanes lanes, ConnectorValve valve) {
    return factory -> {
      factory.setProtocol(KeptConnections.class.getName());
      factory.addProtocolHandlerCustomizers((KeptConnections protocol) -> {
        protocol.setExecutor(lanes::run);
        // A client that asks before it sends a body is told so when all that comes before is
        // checked.
        protocol.setContinueResponseTiming("onRead");
      });
      factory.addContextCustomizers(context -> context.getParent().getPipeline().addValve(valve));
    };
  }

  @Bean
  static WebServerFactoryCustomizer<TomcatServletWebServerFactory> tls(TlsSettings settings) {
    return factory -> {
      if (settings.isGiven()) {
        factory.setSsl(Ssl.forBundle("server"));
      }
    };
  }
}
