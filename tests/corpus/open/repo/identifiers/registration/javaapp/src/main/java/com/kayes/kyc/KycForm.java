package com.kayes.kyc;

import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.Length;

public record KycForm(
        @Length(min = 12, max = 12) String tin,
        @jakarta.validation.constraints.Pattern(regexp = "\\d{9}-\\d{4}") String bin,
        @Length(min = 10, max = 17) String nid,
        @jakarta.validation.constraints.Pattern(regexp = "01[3-9]\\d{8}") String phone,
        @Length(min = 12, max = 12) String tradeReference,
        @Length(max = 13) String emergencyNote) {

    private static final Set<Integer> NID_LENGTHS = Set.of(10, 13, 17);
    private static final Set<String> PREFIXES = Set.of("013", "014", "015", "016", "017", "018", "019");
    private static final Pattern ROUTING = Pattern.compile("^\\d{9}$");
    private static final Pattern SORT_CODE = Pattern.compile("^\\d{2}-\\d{2}-\\d{2}$");

    public boolean tinOk() {
        return StringUtils.length(tin) == 12 && StringUtils.isNumeric(tin);
    }

    public static String e164(String mobile) {
        if (mobile.matches("^01[3-9]\\d{8}$")) {
            return "+88" + mobile;
        }
        throw new IllegalArgumentException("mobile must be 01XXXXXXXXX");
    }

    public static boolean isTracking(String s) {
        return s.matches("\\d{12}");
    }
}
