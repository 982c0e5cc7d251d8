package org.dectory.api.replaceable;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Makes the threads of a bundle such that they keep no other bundle in memory.
 *
 * <p>A thread that is made in the usual way remembers as long as it lives on whose behalf: the class loaders of all methods that were
 * running then, since permissions used to depend on them, and the context class loader of its maker. A pool makes threads when somebody
 * calls. So it would hold on to a bundle that called once and was replaced long ago. Thread-safe.
 */
public final class OwnThreads implements ThreadFactory {

    private final Class<?> owner;
    private final String name;
    private final boolean daemon;
    private final AtomicInteger made = new AtomicInteger();

    private OwnThreads(Class<?> owner, String name, boolean daemon) {
        this.owner = owner;
        this.name = name;
        this.daemon = daemon;
    }

    /**
     * Threads that the appliance waits for when it ends.
     *
     * @param owner a class of the bundle
     * @param name what their names begin with; a number follows
     * @return makes them
     */
    public static OwnThreads of(Class<?> owner, String name) {
        return new OwnThreads(owner, name, false);
    }

    /**
     * Threads that the appliance does not wait for when it ends.
     *
     * @param owner a class of the bundle
     * @param name what their names begin with; a number follows
     * @return makes them
     */
    public static OwnThreads daemons(Class<?> owner, String name) {
        return new OwnThreads(owner, name, true);
    }

    /**
     * A timer whose thread is there only while something is waited for. Java's own, which completes futures after a time, has one thread
     * for the whole process: it would keep whichever bundle needs it first.
     *
     * @param owner a class of the bundle
     * @param name what the name of the thread begins with
     * @return the timer; need not be shut down
     */
    public static ScheduledThreadPoolExecutor timer(Class<?> owner, String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons(owner, name));
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /**
     * Does something that makes threads by itself.
     *
     * @param owner a class of the bundle
     * @param work what makes threads
     * @param <T> the type of the result
     * @return what the work returned
     */
    @SuppressWarnings("removal") // From Java 24 on threads remember nobody, and this does no harm there.
    public static <T> T apart(Class<?> owner, Supplier<T> work) {
        Thread caller = Thread.currentThread();
        ClassLoader loader = caller.getContextClassLoader();
        caller.setContextClassLoader(owner.getClassLoader());
        try {
            return AccessController.doPrivileged((PrivilegedAction<T>) work::get);
        } finally {
            caller.setContextClassLoader(loader);
        }
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = apart(owner, () -> new Thread(task, name + '-' + made.incrementAndGet()));
        thread.setDaemon(daemon);
        return thread;
    }
}
