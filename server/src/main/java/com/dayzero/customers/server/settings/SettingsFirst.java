package com.dayzero.customers.server.settings;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.stereotype.Component;

/**
 * Makes the settings before anything that works by them: a bad one stops the start before the
 * database is migrated. Spring's own settings are no records, and wait for their features.
 */
@Component
class SettingsFirst implements BeanFactoryPostProcessor {

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
      // The settings of the machine that builds are nobody's.
      return;
    }
    for (String name : beans.getBeanDefinitionNames()) {
      Class<?> type = beans.getType(name, false);
      if (type != null
          && type.isRecord()
          && type.isAnnotationPresent(ConfigurationProperties.class)) {
        beans.getBean(name);
      }
    }
  }
}
