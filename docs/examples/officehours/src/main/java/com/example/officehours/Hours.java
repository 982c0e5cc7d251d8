package com.example.officehours;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The hours, as somebody set them. */
@ObjectClassDefinition(pid = Hours.PID, name = "Office hours")
public @interface Hours {

    String PID = "com.example.officehours";

    @AttributeDefinition(name = "First hour", min = "0", max = "23", description = "Logins are allowed from then on")
    int from() default 0;

    @AttributeDefinition(name = "Last hour", min = "0", max = "23", description = "Logins are allowed to its end")
    int to() default 23;
}
