package com.acme;

import java.util.List;
import java.util.regex.Pattern;

public final class Bd {
    public static final int TIN_LENGTH = 12;
    public static final int BIN_LENGTH = 13, ACCOUNT_LENGTH = 13;
    public static final int VOUCHER_LENGTH = 12;
    private static final List<Integer> NID = List.of(10, 13, 17);
    private static final Pattern MOBILE = Pattern.compile("^(?:\\+?88)?01[3-9]\\d{8}$");
    private static final Pattern BIN = Pattern.compile("[0-9]{9}-[0-9]{4}");
    private static final Pattern EAN = Pattern.compile("[0-9]{13}");

    public static boolean nid(String s) {
        switch (s.length()) {
            case 10:
            case 13:
            case 17:
                return true;
            default:
                return false;
        }
    }

    public static boolean barcode(String s) {
        switch (s.length()) {
            case 8:
            case 13:
                return true;
            default:
                return false;
        }
    }

    public static void require(String tin) {
        if (tin == null || tin.length() != TIN_LENGTH) throw new IllegalArgumentException("TIN must be 12 digits");
    }
}
