package org.dectory.cli;

/** What is dialled to make the appliance do something. */
final class AccessCodes {

    private AccessCodes() {}

    /** The digits for an action. */
    static String dial(Api api, String action, String rest) throws CommandException, InterruptedException {
        Json facs = Json.of(api.get("/api/v1/facs"));
        String code = facs.objects("entries").stream()
                .filter(entry -> entry.text("action").equals(action))
                .map(entry -> entry.text("code"))
                .findFirst()
                .orElse("");
        if (facs.text("number").isEmpty() || code.isEmpty()) {
            throw new CommandException("There is no feature access code for " + action + ".");
        }
        return facs.text("number") + code + rest;
    }
}
