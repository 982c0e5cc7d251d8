package org.dectory.rest.internal.http;

/** A request cannot be fulfilled; the problem says why. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        // What a client does wrong happens often and is answered, not logged: no stack trace is needed.
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
