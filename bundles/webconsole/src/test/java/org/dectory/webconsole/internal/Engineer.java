package org.dectory.webconsole.internal;

import org.apache.felix.webconsole.servlet.User;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.account.AccountService.Role;

/** Who is at the console, as the console passes it on. */
final class Engineer implements User {

    @Override
    public boolean authorize(String role) {
        return true;
    }

    @Override
    public Object getUserObject() {
        return new Account("omm", Role.FULL_ACCESS, false);
    }
}
