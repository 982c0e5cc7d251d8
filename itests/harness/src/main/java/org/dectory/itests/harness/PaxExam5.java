package org.dectory.itests.harness;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.osgi.framework.FrameworkUtil;

/**
 * The JUnit 5 extension for container tests: {@code @ExtendWith(PaxExam5.class)}.
 *
 * <p>The test class needs a constructor without arguments and plain {@code @Test} methods without parameters. It is loaded
 * twice: outside, where nothing of it runs but the {@code @Configuration} method, and inside the framework.
 */
public final class PaxExam5
        implements BeforeAllCallback, AfterAllCallback, TestInstancePostProcessor, InvocationInterceptor {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(PaxExam5.class);
    private static final String DRIVER = "driver";

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (!isInside(context)) {
            context.getStore(NAMESPACE).put(DRIVER, new Driver(context.getRequiredTestClass()));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!isInside(context)) {
            Driver driver = context.getStore(NAMESPACE).get(DRIVER, Driver.class);
            if (driver != null) {
                driver.stop();
            }
        }
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        if (isInside(context)) {
            InvokerActivator.inject(instance);
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (isInside(context)) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        context.getStore(NAMESPACE).get(DRIVER, Driver.class).run(method.getExecutable());
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        onlyInside(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        onlyInside(invocation, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        onlyInside(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        onlyInside(invocation, context);
    }

    private static void onlyInside(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        if (isInside(context)) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }

    private static boolean isInside(ExtensionContext context) {
        return FrameworkUtil.getBundle(context.getRequiredTestClass()) != null;
    }
}
