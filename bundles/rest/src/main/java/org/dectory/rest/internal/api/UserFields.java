package org.dectory.rest.internal.api;

import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserNumber;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.Shape;

/** Users as callers write them. */
final class UserFields {

    private UserFields() {}

    static Shape into(Shape shape) {
        return shape.text("number").text("loginId").text("name").secret("pin").textMap("values");
    }

    static UserDraft draft(Fields fields) {
        return new UserDraft(
                fields.parse("number", UserNumber::new),
                fields.findParsed("loginId", LoginId::new),
                fields.findText("name").orElse(""),
                fields.findSecret("pin"),
                fields.textMap("values"));
    }
}
