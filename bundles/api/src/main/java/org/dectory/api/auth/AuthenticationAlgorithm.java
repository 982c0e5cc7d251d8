package org.dectory.api.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service property {@value #NAME} of an {@link Authenticator} or a {@link KeyAllocator}: its algorithm. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface AuthenticationAlgorithm {

    /** The property's name. */
    String NAME = "authentication.algorithm";

    /** The DECT standard authentication algorithm (EN 300 175-7, clause 5). */
    String DSAA = "DSAA";

    /** The DECT standard authentication algorithm #2, on AES-128 (EN 300 175-7, annex L). */
    String DSAA2 = "DSAA2";

    /**
     * No algorithm of DECT: the file server judges digits that the person types. Whoever uses it has the phone proved by
     * one of the others first and the link encrypted.
     */
    String SERVER = "SERVER";

    /**
     * The algorithm.
     *
     * @return its name
     */
    String value();
}
