package org.dectory.itests.harness;

import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.TestContainerException;
import org.osgi.framework.Bundle;

/** Runs one test method of a probe bundle by the Jupiter engine. */
public final class JupiterInvoker implements ProbeInvoker {

    private final Bundle probe;
    private final String expression;

    JupiterInvoker(Bundle probe, String expression) {
        this.probe = probe;
        this.expression = expression;
    }

    @Override
    public void call(Object... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(InvokerActivator.class.getClassLoader());
        try {
            judge(run());
        } catch (ClassNotFoundException missing) {
            throw new TestContainerException(missing);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private TestExecutionSummary run() throws ClassNotFoundException {
        String[] classAndMethod = expression.split(";", -1);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectMethod(probe.loadClass(classAndMethod[0]), classAndMethod[1]))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create(config()).execute(request, listener);
        return listener.getSummary();
    }

    /** A framework has no ServiceLoader: everything is named. */
    private static LauncherConfig config() {
        return LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .build();
    }

    private void judge(TestExecutionSummary summary) {
        if (!summary.getFailures().isEmpty()) {
            throw new TestContainerException(
                    expression, summary.getFailures().get(0).getException());
        }
        long ran = summary.getTestsSucceededCount() + summary.getTestsSkippedCount() + summary.getTestsAbortedCount();
        if (ran == 0) {
            throw new TestContainerException("no test ran for " + expression);
        }
    }
}
