package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;

/**
 * Lets digits be asked for over an encrypted link only: has the phone prove its key, and encrypts by what the proof gave. Where
 * the link is not to be encrypted, nothing is asked at all.
 */
final class SafeLink implements PinQuestions.Gate {

    private final Store store;
    private final Radio radio;
    private final DeviceId device;
    private final Supplier<CompletionStage<PinQuestions.Ending>> phoneProof;

    /**
     * Remembers what it needs.
     *
     * @param store the store
     * @param radio the radio
     * @param device the phone's device
     * @param phoneProof has the phone prove its key, anew each time
     */
    SafeLink(Store store, Radio radio, DeviceId device, Supplier<CompletionStage<PinQuestions.Ending>> phoneProof) {
        this.store = store;
        this.radio = radio;
        this.device = device;
        this.phoneProof = phoneProof;
    }

    @Override
    public CompletionStage<Optional<Notice>> pass(Step.Question question) {
        if (!(question instanceof Step.KeypadRequest)) {
            return completedStage(Optional.empty());
        }
        Optional<Device> known = store.read(view -> view.findDevice(device).filter(now -> Encryption.isOn(view, now)));
        if (known.isEmpty()) {
            return completedStage(Optional.of(Notice.LOGIN_NOT_ENCRYPTED));
        }
        Ipei phone = known.get().ipei();
        return phoneProof.get().thenCompose(ending -> {
            if (ending.verdict() instanceof Step.Refused refused) {
                return completedStage(Optional.of(Notice.of(refused.reason())));
            }
            Optional<Secret> cipherKey = ((Step.Accepted) ending.verdict()).cipherKey();
            return cipherKey.isEmpty()
                    ? completedStage(Optional.of(Notice.LOGIN_NOT_ENCRYPTED))
                    : encrypt(phone, cipherKey.get());
        });
    }

    private CompletionStage<Optional<Notice>> encrypt(Ipei phone, Secret cipherKey) {
        return radio.encrypt(phone, cipherKey)
                .whenComplete((encrypted, failure) -> cipherKey.close())
                .thenApplyAsync(
                        encrypted -> Optional.of(Notice.LOGIN_NOT_ENCRYPTED).filter(notice -> !encrypted),
                        radio.mailbox(phone));
    }
}
