package org.dectory.itests.harness;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.ExamReactor;
import org.ops4j.pax.exam.spi.StagedExamReactor;
import org.ops4j.pax.exam.spi.reactors.ReactorManager;

/** The outer half: boots the framework for one test class and runs its methods there. */
final class Driver {

    private final ReactorManager manager = ReactorManager.getInstance();
    private final Class<?> test;
    private final StagedExamReactor reactor;
    private final Map<String, TestAddress> addresses = new HashMap<>();

    Driver(Class<?> test) throws Exception {
        this.test = test;
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object instance = constructor.newInstance();
        ExamReactor plan = manager.prepareReactor(test, instance);
        TestProbeBuilder probe = manager.createProbeBuilder(instance);
        Map<TestAddress, String> roots = new HashMap<>();
        for (Method method :
                AnnotationSupport.findAnnotatedMethods(test, Test.class, HierarchyTraversalMode.TOP_DOWN)) {
            roots.put(probe.addTest(test, method.getName()), method.getName());
        }
        plan.addProbe(probe);
        reactor = manager.stageReactor();
        for (TestAddress address : reactor.getTargets()) {
            String name = roots.get(address.root());
            if (name != null) {
                addresses.put(name, address);
            }
        }
        manager.beforeClass(reactor, instance);
    }

    /** Runs a method inside and throws here what made it fail there. */
    void run(Method method) throws Throwable {
        TestAddress address = addresses.get(method.getName());
        if (address == null) {
            throw new IllegalStateException("no address for " + method + ": is it a plain @Test?");
        }
        try {
            reactor.invoke(address);
        } catch (Exception failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof AssertionError) {
                    throw cause;
                }
            }
            throw failure;
        }
    }

    void stop() {
        manager.afterClass(reactor, test);
    }
}
