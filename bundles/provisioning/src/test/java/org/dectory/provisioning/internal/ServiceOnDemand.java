package org.dectory.provisioning.internal;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/** A service as a component gets it when it asks only then. */
record ServiceOnDemand<S>(S service) implements ComponentServiceObjects<S> {

    @Override
    public S getService() {
        return service;
    }

    @Override
    public void ungetService(S used) {}

    @Override
    public ServiceReference<S> getServiceReference() {
        throw new IllegalStateException("there is no framework here");
    }
}
