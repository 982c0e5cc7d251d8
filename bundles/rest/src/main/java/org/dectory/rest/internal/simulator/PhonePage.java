package org.dectory.rest.internal.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.store.PageRequest;
import org.dectory.rest.internal.http.Problem;

/**
 * A page of the list of phones.
 *
 * @param phones the phones of this page
 * @param total how many there are in all
 */
record PhonePage(List<SimulatedPhone> phones, int total) {

    static PhonePage of(List<SimulatedPhone> all, PageRequest request) {
        String search = request.search().toLowerCase(Locale.ROOT);
        List<SimulatedPhone> found = all.stream()
                .filter(phone -> text(phone).contains(search))
                .sorted(order(request))
                .toList();
        List<SimulatedPhone> page =
                found.stream().skip(request.offset()).limit(request.limit()).toList();
        return new PhonePage(page, found.size());
    }

    private static String text(SimulatedPhone phone) {
        return String.join(
                        "\n",
                        phone.ipei().compact(),
                        phone.ipei().toString(),
                        phone.kind().label(),
                        phone.name(),
                        phone.number())
                .toLowerCase(Locale.ROOT);
    }

    private static Comparator<SimulatedPhone> order(PageRequest request) {
        Comparator<SimulatedPhone> order = switch (request.sort()) {
            case "", "ipei" -> Comparator.comparing(SimulatedPhone::ipei);
            case "kind" -> Comparator.comparing(SimulatedPhone::kind);
            case "name" -> Comparator.comparing(SimulatedPhone::name);
            case "number" -> Comparator.comparing(SimulatedPhone::number);
            default -> throw Problem.invalid("sort", "sort (expected: ipei, kind, name or number)");
        };
        Comparator<SimulatedPhone> total = order.thenComparing(SimulatedPhone::ipei);
        return request.descending() ? total.reversed() : total;
    }
}
