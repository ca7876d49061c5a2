package test.nodikul.treasury.payee;

import java.util.Set;
import java.util.regex.Pattern;

final class Identifiers {
    private static final int TIN_DIGITS = 12;
    private static final Pattern BIN = Pattern.compile("[0-9]{9}-[0-9]{4}");
    private static final Set<Integer> NID_LENGTHS = Set.of(10, 13, 17);
    private static final String MOBILE_REGEX = "^8801[3-9]\\d{8}$";
    private static final Pattern PRN = Pattern.compile("[0-9]{12}");
    private static final Pattern FDR = Pattern.compile("[0-9]{9}-[0-9]{4}");
    private static final String PHILIPPINE_MOBILE = "^09\\d{9}$";
    private static final Set<Integer> SLIP_LENGTHS = Set.of(10, 13);

    private Identifiers() {}

    static boolean tin(String s) {
        return s.length() == TIN_DIGITS && s.chars().allMatch(Character::isDigit);
    }

    static boolean bin(String s) {
        return BIN.matcher(s).matches() || s.length() == 13;
    }

    static boolean nid(String s) {
        return NID_LENGTHS.contains(s.length());
    }

    static boolean mobile(String s) {
        return s.matches(MOBILE_REGEX) || s.length() == 11 && s.startsWith("01");
    }

    static boolean reference(String s) {
        return PRN.matcher(s).matches() || FDR.matcher(s).matches() || s.matches(PHILIPPINE_MOBILE) || SLIP_LENGTHS.contains(s.length());
    }
}
