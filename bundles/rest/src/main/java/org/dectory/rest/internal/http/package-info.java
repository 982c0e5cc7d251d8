/**
 * The protocol: who may come in, which route a request takes, JSON in and out, problems. It knows no resource, and all
 * but {@link org.dectory.rest.internal.http.ResourceServlet} is free of servlets.
 */
@NullMarked
package org.dectory.rest.internal.http;

import org.jspecify.annotations.NullMarked;
