package org.dectory.rest.internal;

import jakarta.servlet.Servlet;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Gate;
import org.dectory.rest.internal.http.ResourceServlet;
import org.dectory.rest.internal.http.Router;
import org.dectory.rest.internal.simulator.PhonesResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The door to the simulated phones. Products without a simulator leave it out. */
@Component(service = Servlet.class, configurationPid = "org.dectory.rest.simulator")
@HttpWhiteboardServletName("org.dectory.rest.simulator")
@HttpWhiteboardServletPattern("/simulator/v1/*")
@HttpWhiteboardServletAsyncSupported
public final class SimulatorServlet extends ResourceServlet {

    private static final long serialVersionUID = 1L;

    @Activate
    public SimulatorServlet(@Reference Gate gate, @Reference Capabilities capabilities) {
        super(gate, router(capabilities));
    }

    /** All that can be done below {@code /simulator/v1}. */
    static Router router(Capabilities capabilities) {
        return new Router(new PhonesResource(capabilities).routes());
    }
}
