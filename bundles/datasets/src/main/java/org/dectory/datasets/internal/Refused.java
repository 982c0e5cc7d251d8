package org.dectory.datasets.internal;

import java.util.Map;
import java.util.function.Supplier;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.store.NotUniqueException;

/** Makes refusals. Thrown inside a transaction, they undo it. */
final class Refused {

    private Refused() {}

    /** A field has a bad value. */
    static DataSetException invalid(String field, String message) {
        return new DataSetException(DataSetException.Kind.INVALID, field, message);
    }

    /** It clashes with another record or with the state of this one. */
    static DataSetException conflict(String field, String message) {
        return new DataSetException(DataSetException.Kind.CONFLICT, field, message);
    }

    /**
     * Says which field is taken, if one is.
     *
     * @param change what may find it taken
     * @param sentences what to say of each field
     */
    static <T> T ifTaken(Supplier<T> change, Map<NotUniqueException.Field, String> sentences) {
        try {
            return change.get();
        } catch (NotUniqueException e) {
            String field = switch (e.field()) {
                case IPEI -> "ipei";
                case NUMBER -> "number";
                case LOGIN_ID -> "loginId";
                case DEVICE_RELATION, USER_RELATION -> "";
            };
            throw conflict(field, sentences.getOrDefault(e.field(), "It is taken."));
        }
    }
}
