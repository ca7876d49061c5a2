package test.nodikul.treasury.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

public final class Withholding {
    public static final BigDecimal CONTRACTOR_TDS = new BigDecimal("0.05");
    public static final double DIVIDEND_TDS_PERCENT = 15.0;
    public static final BigDecimal BANK_INTEREST_TDS = new BigDecimal("10");
    public static final BigDecimal LOAN_INTEREST = new BigDecimal("0.09");
    public static final double LC_MARGIN_PERCENT = 15.0;
    public static final BigDecimal UNDERWRITING_FEE = new BigDecimal("0.02");

    private static final Map<String, Integer> VDS = Map.of("S004.00", 10, "S032", 15);

    private Withholding() {}

    public static BigDecimal tds(String head, BigDecimal bill) {
        BigDecimal rate = switch (head) {
            case "transport" -> new BigDecimal("0.02");
            case "meeting" -> new BigDecimal("0.20");
            default -> new BigDecimal("0.10");
        };
        return bill.multiply(rate).setScale(2, RoundingMode.HALF_UP);
    }

    public static BigDecimal retention(BigDecimal bill) {
        return bill.multiply(new BigDecimal("0.10"));
    }

    public static BigDecimal votingShare(BigDecimal share) {
        return share.setScale(4, RoundingMode.HALF_EVEN);
    }

    public static long millions(BigDecimal taka) {
        return taka.setScale(0, RoundingMode.DOWN).longValue();
    }

    public static double loadFactor(long used, long of) {
        return Math.round(used * 100.0 / of) / 100.0;
    }
}
