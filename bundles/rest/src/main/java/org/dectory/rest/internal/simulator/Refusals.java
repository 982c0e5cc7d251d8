package org.dectory.rest.internal.simulator;

import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.ProblemException;
import org.dectory.rest.internal.http.ProblemType;

/** What phones refuse, as problems: a phone that is not there, and one that cannot do it now. */
final class Refusals {

    private Refusals() {}

    static ProblemException absent() {
        return Problem.notFound("There is no such phone.");
    }

    /** Runs something, and tells what is refused at once from what is refused later. */
    static <T> CompletionStage<T> of(Supplier<? extends CompletionStage<T>> deed) {
        CompletionStage<T> stage;
        try {
            stage = deed.get();
        } catch (NoSuchElementException | IllegalStateException e) {
            throw problem(e);
        }
        return stage.exceptionally(failure -> {
            throw problem(failure);
        });
    }

    private static RuntimeException problem(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return problem(failure.getCause());
        }
        if (failure instanceof NoSuchElementException) {
            return absent();
        }
        if (failure instanceof IllegalStateException) {
            return Problem.of(ProblemType.CONFLICT, String.valueOf(failure.getMessage()))
                    .exception();
        }
        return failure instanceof RuntimeException known ? known : new CompletionException(failure);
    }
}
