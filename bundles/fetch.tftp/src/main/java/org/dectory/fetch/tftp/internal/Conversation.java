package org.dectory.fetch.tftp.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;

/** Asks for a file and answers what arrives, until there is a result; repeats what is lost. Used by one thread, once. */
final class Conversation {

    private final Line line;
    private final Pace pace;
    private boolean answered;

    Conversation(Line line, Pace pace) {
        this.line = line;
        this.pace = pace;
    }

    /**
     * Brings a file.
     *
     * @param request the packet that asks for it
     * @param transfer what becomes of the answers
     * @return what came of it; empty if the server wants to be asked without options
     */
    Optional<FetchResult> bring(ByteBuffer request, Transfer transfer) throws IOException, InterruptedException {
        ByteBuffer last = request;
        line.send(last);
        while (true) {
            Optional<Packet> packet = line.receive(pace.next());
            Transfer.Step step = packet.map(transfer::take).orElseGet(Transfer.Step.Ignore::new);
            answered |= packet.isPresent();
            if (step instanceof Transfer.Step.AskPlainly) {
                return Optional.empty();
            }
            if (step instanceof Transfer.Step.End end) {
                if (end.farewell().isPresent()) {
                    line.send(end.farewell().get());
                }
                return Optional.of(end.result());
            }
            if (step instanceof Transfer.Step.Answer answer) {
                last = answer.packet();
                line.send(last);
                pace.progressed();
            }
            // Looked at after each packet: repetitions without an end must not hold up the clock either.
            if (pace.isLate() || pace.isSilent()) {
                return Optional.of(givenUp());
            }
            if (pace.isToRepeat()) {
                line.send(last);
                pace.repeated();
            }
        }
    }

    private Failed givenUp() throws IOException {
        if (!answered) {
            return new Failed(Kind.UNREACHABLE, "Server not reachable");
        }
        line.send(Packet.error(Packet.UNDEFINED));
        return new Failed(Kind.UNREACHABLE, pace.isLate() ? "The server took too long" : "The server fell silent");
    }
}
