package org.dectory.rest.internal;

import jakarta.servlet.Servlet;
import java.util.List;
import org.dectory.rest.internal.api.HealthResource;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Gate;
import org.dectory.rest.internal.http.ResourceServlet;
import org.dectory.rest.internal.http.Router;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Tells anybody, a watchdog first of all, whether the appliance works; the one door without an account. */
@Component(service = Servlet.class, configurationPid = "org.dectory.rest.health")
@HttpWhiteboardServletName("org.dectory.rest.health")
@HttpWhiteboardServletPattern("/health")
@HttpWhiteboardServletAsyncSupported
public final class HealthServlet extends ResourceServlet {

    private static final long serialVersionUID = 1L;

    @Activate
    public HealthServlet(@Reference Gate gate, @Reference Capabilities capabilities) {
        super(gate, new Router(List.of(new HealthResource(capabilities).probe())));
    }
}
