package bd.kolmi.party;

import java.util.Set;
import java.util.regex.Pattern;

/** TIN: 12 digits; BIN: 13 digits. */
public final class Identifiers {

    public static final int TIN_LENGTH = 12;
    public static final int BIN_LENGTH = 13;
    public static final Pattern BIN = Pattern.compile("^\\d{9}-?\\d{4}$");
    private static final Set<Integer> NID_LENGTHS = Set.of(10, 13, 17);
    private static final Pattern MOBILE = Pattern.compile("(?:\\+88)?01[3-9][0-9]{8}");
    private static final Pattern SRI_LANKA_MOBILE = Pattern.compile("^07\\d{8}$");
    private static final int MAX_MOBILE_SESSIONS = 11;
    private static final int SALT_LENGTH = 17;
    private static final int TIN_TYPE_SHEETS = 10;
    private static final int BIN_COUNT = 13;

    private Identifiers() { }

    public static boolean isTin(String value) {
        return value != null && value.matches("[0-9]{12}");
    }

    public static boolean isBin(String value) {
        return value.replace("-", "").length() == BIN_LENGTH;
    }

    public static boolean isNid(String value) {
        return NID_LENGTHS.contains(value.length());
    }

    public static String nidKind(String nid) {
        return switch (nid.length()) {
            case 10 -> "SMART";
            case 13 -> "PAPER";
            case 17 -> "PAPER_WITH_YEAR";
            default -> throw new IllegalArgumentException("NID: 10, 13 or 17 digits");
        };
    }

    public static boolean isMobile(String value) {
        return MOBILE.matcher(value).matches();
    }

    public static String local(String mobile) {
        if (mobile.length() == 14) return mobile.substring(3);
        return mobile;
    }

    public static boolean isCheque(String value) {
        return value.length() == 10;
    }

    public static boolean isIfsc(String value) {
        return value.length() == 11;
    }

    public static String tinted(String rgb) {
        return rgb + String.format("%02x", 12);
    }
}
