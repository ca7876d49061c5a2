package com.padma.customs.party;

import java.util.Set;
import java.util.regex.Pattern;

public final class Identifiers {
    public static final Pattern ETIN = Pattern.compile("\\d{12}");
    public static final Pattern OLD_BIN = Pattern.compile("\\d{11}");
    public static final Pattern BIN = Pattern.compile("\\d{9}-\\d{4}");
    public static final Set<Integer> NID_SIZES = Set.of(10, 13, 17);
    public static final int MOBILE_LEN = 11;
    public static final Pattern AWB = Pattern.compile("\\d{3}-\\d{8}");
    public static final Pattern MANIFEST = Pattern.compile("\\d{12}");
    public static final int BIN_HEADER_BYTES = 13;
    public static final Set<Integer> IMO_SIZES = Set.of(7, 10);

    private Identifiers() {}

    public static boolean nid(String s) {
        return s != null && (s.length() == 10 || s.length() == 17);
    }

    public static boolean mobile(String s) {
        return s.startsWith("01") && s.length() == MOBILE_LEN;
    }
}
