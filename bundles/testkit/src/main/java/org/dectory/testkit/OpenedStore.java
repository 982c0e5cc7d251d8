package org.dectory.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dectory.api.store.StoreView;

/** What the parts of the {@link StoreContract} work on. */
interface OpenedStore {

    /** The store of this test, empty at its beginning. */
    StoreUnderTest opened();

    /** The clock that it goes by. */
    ManualClock clock();

    /** Reads what may be there. */
    default <T> Optional<T> found(Function<? super StoreView, Optional<T>> query) {
        return opened().read(query);
    }

    /** Reads a list. */
    default <T> List<T> listed(Function<? super StoreView, List<T>> query) {
        return opened().read(query);
    }

    /** Reads keys and values. */
    default Map<String, String> mapped(Function<? super StoreView, Map<String, String>> query) {
        return opened().read(query);
    }
}
