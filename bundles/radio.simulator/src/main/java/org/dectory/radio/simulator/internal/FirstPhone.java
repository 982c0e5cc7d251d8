package org.dectory.radio.simulator.internal;

import java.util.ArrayList;
import java.util.List;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A phone that the configuration puts on the table. */
record FirstPhone(Ipei ipei, HandsetKind kind) {

    private static final Logger LOG = LoggerFactory.getLogger(FirstPhone.class);

    /** Reads phones, each {@code IPEI=kind}; one that is written badly is left out and does not keep the others out. */
    static List<FirstPhone> of(List<String> written) {
        List<FirstPhone> phones = new ArrayList<>();
        for (String phone : written) {
            try {
                phones.add(parse(phone));
            } catch (IllegalArgumentException e) {
                LOG.warn("phones: {}", e.getMessage());
            }
        }
        return phones;
    }

    private static FirstPhone parse(String phone) {
        int sign = phone.indexOf('=');
        if (sign < 0) {
            throw new IllegalArgumentException("'" + phone + "' (expected: IPEI=kind)");
        }
        HandsetKind kind = HandsetKind.ofLabel(phone.substring(sign + 1));
        if (kind == HandsetKind.UNKNOWN) {
            throw new IllegalArgumentException("'" + phone + "' (expected: GAP, 142d or 600-700)");
        }
        return new FirstPhone(Ipei.parse(phone.substring(0, sign)), kind);
    }
}
