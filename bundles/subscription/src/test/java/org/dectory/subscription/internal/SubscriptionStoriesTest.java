package org.dectory.subscription.internal;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modes and their periods, told as {@linkplain Story stories}. */
class SubscriptionStoriesTest {

    @ParameterizedTest
    @Tag("SUB-04")
    @ValueSource(
            strings = {
                // Nobody has to open a new appliance, and it does not close by itself.
                "shows STANDARD endless; 9600h; shows STANDARD endless; known in",
                // The first success, and only that, begins the standard period.
                "known in; shows STANDARD 24h; 1h; known in; shows STANDARD 23h; 23h; shows OFF; known MODE_OFF",
                "auto-create on; stranger in; shows STANDARD 24h; 23h59m59.999s; stranger in; 0.001s; stranger MODE_OFF",
                // Or the restricted one.
                "restrict on; shows STANDARD endless; known in; shows STANDARD 2m; 2m; shows OFF",
                // A failed attempt begins nothing.
                "stranger IPEI_UNKNOWN; shows STANDARD endless",
                // It can be deactivated, and comes back without end as long as no phone ever subscribed.
                "stop; shows OFF; known MODE_OFF; restart; shows OFF; standard; shows STANDARD endless; restart;"
                        + " shows STANDARD endless; known in; shows STANDARD 24h",
                "restrict on; stop; standard; shows STANDARD endless",
                // Wildcard mode gives way to it, and a first success by wildcard begins the periods, too.
                "wildcard; shows WILDCARD 2m, STANDARD endless; 2m; shows STANDARD endless; known in; shows STANDARD 24h",
                "wildcard; 1m; visitor in; shows WILDCARD 2m, STANDARD 1h2m; 1h2m; shows OFF",
                "wildcard; 1m; known in; shows WILDCARD 1m, STANDARD 1h1m; 1m; shows STANDARD 1h",
                "stop; wildcard; shows WILDCARD 2m, STANDARD endless",
            })
    void isOpenUntilTheFirstSuccess(String story) {
        Story.tell(story);
    }

    @ParameterizedTest
    @Tag("SUB-05")
    @ValueSource(
            strings = {
                // Standard mode lasts 24 hours.
                "known in; stop; standard; shows STANDARD 24h; 23h59m59.999s; known in; 0.001s; known MODE_OFF",
                // Starting it anew restarts its clock.
                "known in; 20h; standard; shows STANDARD 24h; 20h; known in; 4h; shows OFF",
                // Using it does not.
                "known in; standard; 10h; known in; shows STANDARD 14h",
                // Restricted it lasts 2 minutes; a period that has begun keeps its end.
                "known in; restrict on; shows STANDARD 24h; standard; shows STANDARD 2m; 1m59.999s; known in; 0.001s;"
                        + " known MODE_OFF",
                "known in; restrict on; standard; 1m; restrict off; shows STANDARD 1m; standard; shows STANDARD 24h",
                "known in; restrict on; restart; standard; shows STANDARD 2m; 1m; standard; shows STANDARD 2m",
                // Standard mode takes the place of wildcard mode.
                "known in; wildcard; standard; shows STANDARD 24h; visitor IPEI_UNKNOWN",
            })
    void lastsTheStandardPeriod(String story) {
        Story.tell(story);
    }

    @ParameterizedTest
    @Tag("SUB-05")
    @ValueSource(
            strings = {
                // Neither time nor success nor restart ends it.
                "always open; shows STANDARD always; known in; shows STANDARD always; 9600h; shows STANDARD always; known in",
                "known in; always open; restart; shows STANDARD always; crash; shows STANDARD always; outage 9600h;"
                        + " shows STANDARD always; known in",
                "restrict on; always open; known in; 1h; shows STANDARD always",
                // Wildcard mode falls back to it, also when it was restarted or succeeded.
                "known in; always open; wildcard; shows WILDCARD 2m, STANDARD always; 2m; shows STANDARD always",
                "known in; always open; wildcard; 1m; wildcard; visitor in; shows WILDCARD 2m, STANDARD always; restart;"
                        + " shows WILDCARD 2m, STANDARD always; outage 1h; shows STANDARD always; known in",
                // Stopping ends it, and starting another mode takes its place.
                "always open; stop; shows OFF; restart; shows OFF; known MODE_OFF",
                "known in; always open; wildcard; stop; shows OFF; 9600h; shows OFF; wildcard;"
                        + " shows WILDCARD 2m, STANDARD 1h2m",
                "known in; always open; standard; shows STANDARD 24h",
                "auto-create on; always open; stranger in; wildcard; stranger AUTO_CREATE_INACTIVE; 2m; stranger in",
            })
    void staysOpenForSitesThatWantIt(String story) {
        Story.tell(story);
    }

    @ParameterizedTest
    @Tag("SUB-06")
    @ValueSource(
            strings = {
                // It lasts 2 minutes, then standard mode 1 hour.
                "known in; stop; wildcard; shows WILDCARD 2m, STANDARD 1h2m; 1m59.999s; visitor in",
                "known in; stop; wildcard; 2m; visitor IPEI_UNKNOWN; shows STANDARD 1h; 59m59.999s; known in; 0.001s;"
                        + " known MODE_OFF",
                // So it does out of standard mode, whatever was left of that.
                "known in; wildcard; shows WILDCARD 2m, STANDARD 1h2m; 1h2m; shows OFF",
                // 1 to 60 minutes can be asked for.
                "known in; wildcard 1m; shows WILDCARD 1m, STANDARD 1h1m; 1m; shows STANDARD 1h",
                "known in; wildcard 60m; 59m59.999s; visitor in; shows WILDCARD 1h, STANDARD 2h",
                // Starting it anew restarts its clock, and so does each success by wildcard, with the time that was
                // asked for.
                "known in; wildcard; 1m; wildcard; shows WILDCARD 2m, STANDARD 1h2m",
                "known in; wildcard 10m; 9m; visitor in; shows WILDCARD 10m, STANDARD 1h10m; 9m; visitor in;"
                        + " shows WILDCARD 10m, STANDARD 1h10m; 10m; shows STANDARD 1h",
                "known in; wildcard 10m; restart; 9m; visitor in; shows WILDCARD 10m, STANDARD 1h10m; wildcard;"
                        + " shows WILDCARD 2m, STANDARD 1h2m",
                // Known IPEIs may subscribe as well; that does not restart its clock.
                "known in; wildcard; 1m; known in; shows WILDCARD 1m, STANDARD 1h1m",
                // What restricts standard mode does not touch the one that follows wildcard mode, which has a setting
                // of its own.
                "known in; restrict on; wildcard; shows WILDCARD 2m, STANDARD 1h2m; 1h1m; known in; 1m; shows OFF",
            })
    void lastsTheWildcardPeriodAndFallsBack(String story) {
        Story.tell(story);
    }

    @ParameterizedTest
    @Tag("SUB-03")
    @ValueSource(
            strings = {
                // It is a switch of its own that works while standard mode does, to the millisecond.
                "stranger IPEI_UNKNOWN; auto-create on; stranger in; 23h59m59.999s; stranger in; 0.001s; stranger MODE_OFF;"
                        + " standard; stranger in; auto-create off; stranger IPEI_UNKNOWN",
                "auto-create on; known in; restrict on; standard; 1m59.999s; stranger in; 0.001s; stranger MODE_OFF",
                // Wildcard mode makes it inactive; after that it is active again, for as long as standard mode follows.
                "auto-create on; stranger in; wildcard; stranger AUTO_CREATE_INACTIVE; 1m59.999s;"
                        + " stranger AUTO_CREATE_INACTIVE; 0.001s; stranger in; 59m59.999s; stranger in; 0.001s;"
                        + " stranger MODE_OFF",
                "auto-create on; stranger in; wildcard; standard; stranger in",
                // Off stays off, and on stays on, over a restart.
                "auto-create on; restart; stranger in; stop; restart; stranger MODE_OFF; standard; stranger in",
            })
    void autoCreatesExactlyDuringStandardMode(String story) {
        Story.tell(story);
    }

    @ParameterizedTest
    @Tag("SUB-07")
    @ValueSource(
            strings = {
                "known in; standard; stop; shows OFF; known MODE_OFF; 48h; shows OFF",
                "known in; wildcard; stop; shows OFF; visitor MODE_OFF; 2m; shows OFF; known MODE_OFF",
                "known in; wildcard; 2m; stop; shows OFF; 1h; shows OFF",
                "auto-create on; stop; stranger MODE_OFF; stop; shows OFF",
            })
    void stopsAtOnceWhateverIsOn(String story) {
        Story.tell(story);
    }

    @ParameterizedTest
    @Tag("SUB-10")
    @ValueSource(
            strings = {
                // Mode and end survive; what ended while the power was off has ended.
                "known in; outage 23h59m59.999s; shows STANDARD 0.001s; known in; crash; 0.001s; shows OFF",
                "known in; outage 24h; shows OFF; known MODE_OFF",
                "known in; restrict on; standard; outage 2m; shows OFF",
                "known in; wildcard; crash; shows WILDCARD 2m, STANDARD 1h2m; visitor in",
                "known in; wildcard; outage 2m; shows STANDARD 1h; known in; crash; shows STANDARD 1h",
                "known in; wildcard; outage 1h1m59.999s; shows STANDARD 0.001s",
                "known in; wildcard; outage 1h2m; shows OFF",
                "known in; stop; outage 1h; shows OFF",
                // A clock that jumps ahead ends what ends then.
                "known in; clock +23h; shows STANDARD 1h; clock +1h; shows OFF",
                "known in; wildcard; clock +2m; shows STANDARD 1h; clock +1h; shows OFF",
                // What has ended stays ended, though the clock goes back a little.
                "known in; 24h; clock -2s; shows OFF; restart; shows OFF",
                "known in; wildcard; 2m; clock -2s; visitor IPEI_UNKNOWN",
                // A clock that is set back closes every mode until it is right again.
                "known in; clock -6s; shows OFF for the clock; clock +6s; shows STANDARD 24h",
                "known in; wildcard; clock -1h; shows OFF for the clock; restart; visitor MODE_OFF; clock +1h;"
                        + " shows WILDCARD 2m, STANDARD 1h2m; visitor in",
                "known in; wildcard; 2m; clock -1h; shows OFF for the clock; clock +1h; shows STANDARD 1h",
                "known in; always open; clock -1h; restart; shows OFF for the clock; clock +1h; shows STANDARD always",
                "clock -1h; restart; shows OFF for the clock; clock +1h; shows STANDARD endless",
                "restrict on; known in; clock -6s; shows OFF for the clock; clock +2m6s; shows OFF",
                // Whoever starts a mode then vouches for the clock.
                "known in; clock -1h; standard; shows STANDARD 24h; crash; shows STANDARD 24h; known in; 24h; shows OFF",
                "known in; clock -1h; wildcard; shows WILDCARD 2m, STANDARD 1h2m; visitor in; 2m; shows STANDARD 1h; 1h;"
                        + " shows OFF",
                "known in; clock -1h; always open; shows STANDARD always; known in",
            })
    void outlivesRestartsAndWrongClocks(String story) {
        Story.tell(story);
    }
}
