package org.dectory.api.fac;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties of a {@link FacAction}, all beginning with {@value #PREFIX_}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface FacActionProperties {

    /** What the property names begin with. */
    String PREFIX_ = "fac.";

    /**
     * {@code fac.action}: the name that configuration uses, such as {@code UserLogin}.
     *
     * @return letters and digits, 1 to 64
     */
    String action();

    /**
     * {@code fac.title}: what it does, as administrators read it.
     *
     * @return a few words
     */
    String title();

    /**
     * {@code fac.rest}: what follows the code, such as {@code number or login ID}.
     *
     * @return a few words; empty if nothing follows
     */
    String rest() default "";

    /**
     * {@code fac.critical}: whether a short code would be a danger.
     *
     * @return true for actions that should have a long code
     */
    boolean critical() default false;
}
