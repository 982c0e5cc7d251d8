package org.dectory.radio.simulator.internal;

import org.dectory.testkit.RadioBench;
import org.dectory.testkit.RadioContract;

/** The simulator is a driver like any other. */
class SimulatedAirTest extends RadioContract {

    @Override
    protected RadioBench open() {
        return new SimulatorBench();
    }
}
