package org.dectory.api.fetch;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service property {@value #NAME} of a {@link Fetcher}: the URL schemes that it serves. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface FetchProtocol {

    /** The property's name. */
    String NAME = "fetch.protocol";

    /**
     * The schemes.
     *
     * @return in lower case, such as {@code http}
     */
    String[] value();
}
