package com.dayzero.customers.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has one path fail as nobody foresaw, where none of the server's own code sees it. */
public class FailingFilter extends OncePerRequestFilter {
  public static final String PATH = "/fails-in-a-filter";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getRequestURI().equals(PATH)) {
      throw new IllegalStateException("kept for the log");
    }
    chain.doFilter(request, response);
  }
}
