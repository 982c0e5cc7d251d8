package org.dectory.api.fieldupdate;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** An update on its way in, kept on the disk and not in memory. For one thread at a time. */
@ProviderType
public interface Upload extends AutoCloseable {

    /**
     * Takes the next octets.
     *
     * @param octets where they are
     * @param offset the first of them
     * @param length how many
     * @throws UpdateRefusedException if it becomes longer than updates may be
     * @throws IOException if they cannot be written
     */
    void write(byte[] octets, int offset, int length) throws UpdateRefusedException, IOException;

    /**
     * Judges what came, and takes it in.
     *
     * @return completes with what the update would change when it lies ready; fails with {@link UpdateRefusedException} if it may not come
     *     in
     */
    CompletionStage<UpdatePlan> stage();

    /** Forgets what came; does nothing after {@link #stage}. */
    @Override
    void close();
}
