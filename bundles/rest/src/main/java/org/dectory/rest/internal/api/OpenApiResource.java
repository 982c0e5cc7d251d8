package org.dectory.rest.internal.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Route;

/** The description of this interface for programs: OpenAPI 3.1. */
public final class OpenApiResource {

    public List<Route> routes() {
        return List.of(Route.get("/openapi.json", OpenApiResource::show));
    }

    private static Answer show(Call call) {
        try (InputStream document = Optional.ofNullable(OpenApiResource.class.getResourceAsStream("openapi.json"))
                .orElseThrow()) {
            return new Answer(200, "application/json", Map.of(), document.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
