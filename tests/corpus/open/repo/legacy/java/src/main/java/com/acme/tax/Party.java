package com.acme.tax;

import jakarta.persistence.Column;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

public class Party {
    private static final int TIN_LENGTH = 12;
    private static final Pattern BIN = Pattern.compile("^\\d{9}-\\d{4}$");
    private static final String MOBILE_REGEX = "^(\\+88)?01[3-9]\\d{8}$";
    private static final int PAGE_SIZE = 13;

    @Pattern(regexp = "\\d{12}", message = "TIN must be 12 digits")
    private String tin;

    @Size(min = 13, max = 13)
    private String bin;

    @Column(name = "nid", length = 17)
    private String nid;

    @Size(min = 11, max = 14)
    private String mobile;

    @Size(max = 13)
    private String chequeNo;

    @Digits(integer = 12, fraction = 2)
    private BigDecimal amount;

    public boolean hasValidNid() {
        int n = nid.length();
        return n == 10 || n == 13 || n == 17;
    }

    public static boolean isTin(String tin) {
        return tin != null && tin.length() == 12 && tin.chars().allMatch(Character::isDigit);
    }

    public static boolean isNid(String nid) {
        return nid.matches("\\d{10}|\\d{13}|\\d{17}");
    }

    void checkBin(String bin) {
        if (bin.length() != 9) throw new IllegalArgumentException("BIN");
    }

    boolean cheque(String cheque) { return cheque.length() == 10; }
}
