package org.dectory.radio.simulator.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Park;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The air interface to simulated phones: carries each command to its phone, in the phone's mailbox.
 *
 * <p>GAP phones and the 142d ignore what only the 600 and 700 series understand. They keep their redial list to
 * themselves, so that a feature access code stays on it until the person clears it.
 */
@Component(service = Radio.class, configurationPid = "org.dectory.radio.simulator.air")
public final class SimulatedAir implements Radio {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedAir.class);

    private final Fleet fleet;
    private final AtomicBoolean subscriptionAllowed = new AtomicBoolean();

    /** Carries commands to the phones of a fleet. */
    @Activate
    public SimulatedAir(@Reference Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Executor mailbox(Ipei phone) {
        return task -> fleet.world().post(phone, task);
    }

    @Override
    public Park park() {
        return fleet.park();
    }

    /** The phones here do not listen to it: they ask in any case, as old phones do. */
    @Override
    public void allowSubscription(boolean allowed) {
        if (subscriptionAllowed.getAndSet(allowed) != allowed) {
            LOG.info("Phones are told that they {} subscribe", allowed ? "may" : "may not");
        }
    }

    @Override
    public CompletionStage<Optional<KeyAllocator.Reply>> allocateKey(Ipei ipei, Step.Challenge challenge) {
        CompletableFuture<Optional<KeyAllocator.Reply>> reply = new CompletableFuture<>();
        post(
                ipei,
                phone -> reply.complete(subscribing(phone).flatMap(procedure -> procedure.reply(challenge))),
                () -> reply.complete(Optional.empty()));
        return reply;
    }

    private static Optional<Subscribing> subscribing(VirtualPhone phone) {
        synchronized (phone) {
            return Optional.ofNullable(phone.subscribing());
        }
    }

    @Override
    public CompletionStage<Answer> ask(Ipei ipei, Step.Question question, Duration limit) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        post(ipei, phone -> Asking.ask(phone, question, limit, answer), () -> answer.complete(new Answer.None()));
        return answer;
    }

    @Override
    public CompletionStage<Boolean> display(Ipei ipei, String text) {
        return tell(ipei, phone -> {
            String cut = Screen.cut(phone.kind(), text);
            Call call = phone.call();
            if (call != null) {
                call.text = cut;
                phone.showsChange();
                return true;
            }
            if (phone.kind().isSystemHandset()) {
                phone.notice(cut);
                return true;
            }
            return false;
        });
    }

    @Override
    public CompletionStage<Boolean> play(Ipei ipei, int number, Tone tone) {
        return tell(ipei, phone -> {
            Call call = phone.call();
            if (call == null || call.number != number) {
                return false;
            }
            call.hear(tone);
            phone.showsChange();
            return true;
        });
    }

    @Override
    public CompletionStage<Boolean> untilIdle(Ipei ipei, Duration limit) {
        CompletableFuture<Boolean> idle = new CompletableFuture<>();
        post(ipei, phone -> Waiting.untilIdle(phone, limit, idle), () -> idle.complete(true));
        return idle;
    }

    @Override
    public CompletionStage<Boolean> encrypt(Ipei ipei, Secret cipherKey) {
        byte[] octets = cipherKey.bytes();
        Secret copy = Secret.ofBytes(octets);
        Arrays.fill(octets, (byte) 0);
        return command(ipei, phone -> encrypt(phone, copy)).whenComplete((same, failure) -> copy.close());
    }

    private static boolean encrypt(VirtualPhone phone, Secret cipherKey) {
        boolean encrypted = phone.isAnswering() && phone.link.encrypt(cipherKey);
        phone.showsChange();
        return encrypted;
    }

    @Override
    public CompletionStage<Boolean> configure(Ipei ipei, Map<String, String> settings) {
        Map<String, String> copy = Map.copyOf(settings);
        return tell(ipei, phone -> {
            Optional<Settings> changed = phone.memory.settings.withUsers(copy);
            if (!phone.kind().isSystemHandset() || changed.isEmpty()) {
                return false;
            }
            phone.memory.settings(changed.orElseThrow());
            phone.hasChanged();
            return true;
        });
    }

    /** On a GAP phone the login prompt, which the radio itself shows at the next off-hook, goes all the same. */
    @Override
    public CompletionStage<Boolean> showUser(Ipei ipei, String name, String number) {
        return tell(ipei, phone -> {
            boolean can = phone.kind().isSystemHandset();
            phone.memory.loginPrompt = false;
            if (can) {
                phone.memory.name = name;
                phone.memory.userNumber = number;
                phone.notice("");
            }
            phone.hasChanged();
            return can;
        });
    }

    @Override
    public CompletionStage<Boolean> showLoginPrompt(Ipei ipei) {
        return tell(ipei, phone -> {
            phone.memory.loginPrompt = true;
            phone.memory.forgetUser();
            phone.notice("");
            phone.hasChanged();
            return phone.kind().isSystemHandset();
        });
    }

    @Override
    public CompletionStage<Boolean> clearUserData(Ipei ipei, boolean keepLocalDirectory) {
        return tell(ipei, phone -> {
            if (!phone.kind().isSystemHandset()) {
                return false;
            }
            phone.memory.clearUserData(keepLocalDirectory);
            phone.clearNoticeOfUser();
            phone.hasChanged();
            return true;
        });
    }

    @Override
    public CompletionStage<Boolean> suppressRedial(Ipei ipei) {
        return tell(ipei, phone -> {
            Call call = phone.call();
            if (!phone.kind().isSystemHandset() || call == null) {
                return false;
            }
            call.redialSuppressed = true;
            return true;
        });
    }

    @Override
    public void release(Ipei ipei, int number) {
        tell(ipei, phone -> {
            Call call = phone.call();
            return call != null && call.number == number && phone.endCall();
        });
    }

    @Override
    public void terminateAccessRights(Ipei ipei) {
        post(
                ipei,
                phone -> {
                    if (forgetSystem(phone)) {
                        fleet.world()
                                .keeper()
                                .eraseKey(phone, phone.memory.number)
                                .exceptionally(failure -> {
                                    LOG.warn("Phone {}: its key was not erased: {}", ipei, failure.toString());
                                    return null;
                                });
                    }
                },
                () -> {});
    }

    @Override
    public void suggestLocation(Ipei ipei) {
        post(ipei, fleet::registerAgain, () -> {});
    }

    private static boolean forgetSystem(VirtualPhone phone) {
        synchronized (phone) {
            if (!phone.memory.on || !phone.memory.subscribed) {
                return false;
            }
            phone.detach();
            phone.memory.forgetSystem();
            phone.key(null);
            phone.showsChange();
            return true;
        }
    }

    /** Does something with a phone that is attached; says false for any other. */
    private CompletionStage<Boolean> tell(Ipei ipei, Predicate<VirtualPhone> command) {
        return command(ipei, phone -> phone.link.isAttached() && command.test(phone));
    }

    private CompletionStage<Boolean> command(Ipei ipei, Predicate<VirtualPhone> command) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        post(
                ipei,
                phone -> {
                    boolean result;
                    synchronized (phone) {
                        result = command.test(phone);
                    }
                    done.complete(result);
                },
                () -> done.complete(false));
        return done;
    }

    /** Once the radio is closed, all phones are out of reach. */
    private void post(Ipei ipei, Consumer<VirtualPhone> command, Runnable otherwise) {
        try {
            fleet.world().post(ipei, () -> fleet.roster().find(ipei).ifPresentOrElse(command, otherwise));
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }
}
