package org.dectory.rest.internal;

import jakarta.servlet.Servlet;
import java.util.ArrayList;
import java.util.List;
import org.dectory.rest.internal.api.AccountResource;
import org.dectory.rest.internal.api.ConfigurationResource;
import org.dectory.rest.internal.api.DevicesResource;
import org.dectory.rest.internal.api.FacsResource;
import org.dectory.rest.internal.api.HealthResource;
import org.dectory.rest.internal.api.ImportsResource;
import org.dectory.rest.internal.api.OpenApiResource;
import org.dectory.rest.internal.api.ProvisioningResource;
import org.dectory.rest.internal.api.SettingsResource;
import org.dectory.rest.internal.api.SharingResource;
import org.dectory.rest.internal.api.SubscriptionResource;
import org.dectory.rest.internal.api.SystemDataResource;
import org.dectory.rest.internal.api.TrustResource;
import org.dectory.rest.internal.api.UpdatesResource;
import org.dectory.rest.internal.api.UsersResource;
import org.dectory.rest.internal.api.ValueKeysResource;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Gate;
import org.dectory.rest.internal.http.ResourceServlet;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Router;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The door to the appliance's resources. */
@Component(service = Servlet.class, configurationPid = "org.dectory.rest.api")
@HttpWhiteboardServletName("org.dectory.rest.api")
@HttpWhiteboardServletPattern("/api/v1/*")
@HttpWhiteboardServletAsyncSupported
public final class ApiServlet extends ResourceServlet {

    private static final long serialVersionUID = 1L;

    @Activate
    public ApiServlet(@Reference Gate gate, @Reference Capabilities capabilities) {
        super(gate, router(capabilities));
    }

    /** All that can be done below {@code /api/v1}. */
    static Router router(Capabilities capabilities) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new HealthResource(capabilities).routes());
        routes.addAll(new AccountResource(capabilities).routes());
        routes.addAll(new SubscriptionResource(capabilities).routes());
        routes.addAll(new DevicesResource(capabilities).routes());
        routes.addAll(new UsersResource(capabilities).routes());
        routes.addAll(new SystemDataResource(capabilities).routes());
        routes.addAll(new FacsResource(capabilities).routes());
        routes.addAll(new SharingResource(capabilities).routes());
        routes.addAll(new SettingsResource(capabilities, SettingsResource::installed).routes());
        routes.addAll(new ConfigurationResource(capabilities).routes());
        routes.addAll(new ProvisioningResource(capabilities).routes());
        routes.addAll(new TrustResource(capabilities).routes());
        routes.addAll(new ImportsResource(capabilities).routes());
        routes.addAll(new ValueKeysResource(capabilities).routes());
        routes.addAll(new UpdatesResource(capabilities).routes());
        routes.addAll(new OpenApiResource().routes());
        return new Router(routes);
    }
}
