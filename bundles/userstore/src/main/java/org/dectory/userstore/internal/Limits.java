package org.dectory.userstore.internal;

import java.util.List;
import java.util.Map;
import org.dectory.api.store.Device;
import org.dectory.api.store.UserFile;

/** How long texts may be, in characters: nothing from outside can fill the disk with one value. */
final class Limits {

    static final int STATE_KEY = 128;
    static final int STATE_TEXT = 65_536;
    static final int FILE_NAME = 255;
    static final int FILE_VERSION = 1024;
    private static final int PROBLEM = 500;
    private static final int LAYER_KEYS = 1000;
    private static final int LAYER_KEY = 128;
    private static final int LAYER_VALUE = 4096;

    private Limits() {}

    static void requireLength(String what, String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            throw new IllegalArgumentException(
                    what + ": " + text.length() + " characters (expected: " + min + " to " + max + ")");
        }
    }

    static void requireDevice(Device device) {
        requireLength("algorithm", device.algorithm(), 1, Device.MAX_ALGORITHM);
        requireLength("sosNumber", device.sosNumber(), 0, Device.MAX_NUMBER);
        requireLength("manDownNumber", device.manDownNumber(), 0, Device.MAX_NUMBER);
    }

    static void requireLayer(Map<String, String> values) {
        if (values.size() > LAYER_KEYS) {
            throw new IllegalArgumentException(
                    "values: " + values.size() + " keys (expected: at most " + LAYER_KEYS + ")");
        }
        values.forEach((key, value) -> {
            requireLength("key", key, 1, LAYER_KEY);
            requireLength("value", value, 0, LAYER_VALUE);
        });
    }

    /** Messages line by line, as many as there is room for. */
    static String joined(List<String> messages) {
        StringBuilder joined = new StringBuilder();
        for (String message : messages) {
            if (joined.length() + message.length() >= UserFile.MAX_MESSAGES) {
                break;
            }
            joined.append(joined.isEmpty() ? "" : "\n").append(message.replace('\n', ' '));
        }
        return joined.toString();
    }

    /** A problem is for people to read: its beginning says enough. */
    static String cut(String problem) {
        return problem.length() <= PROBLEM ? problem : problem.substring(0, PROBLEM);
    }
}
