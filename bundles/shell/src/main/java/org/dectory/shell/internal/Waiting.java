package org.dectory.shell.internal;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a command has begun: whoever typed it waits, too. */
final class Waiting {

    private static final int SECONDS = 30;

    private Waiting() {}

    static <T> T await(CompletionStage<T> stage) throws CommandFailedException {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CommandFailedException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw new CommandFailedException("It takes longer than " + SECONDS + " s; it goes on.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("It goes on.");
        }
    }
}
