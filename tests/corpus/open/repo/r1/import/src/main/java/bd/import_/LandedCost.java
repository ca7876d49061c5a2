package bd.import_;

import java.math.BigDecimal;
import java.util.Map;

public final class LandedCost {
    private static final BigDecimal CD = new BigDecimal("25");
    private static final BigDecimal RD = BigDecimal.valueOf(3);
    private static final BigDecimal SD = BigDecimal.valueOf(20);
    private static final BigDecimal VAT = BigDecimal.valueOf(15);
    private static final BigDecimal AIT = new BigDecimal("5");
    private static final BigDecimal AT = new BigDecimal("7.5");
    private static final BigDecimal INSURANCE = new BigDecimal("0.01");
    private static final double LANDING = 1.01;

    private static final Map<String, Integer> SD_BY_HEADING = Map.of(
        "2402", 350,
        "8703", 45,
        "3303", 20);

    private static final Map<String, Integer> SHELF_LIFE_BY_HEADING = Map.of(
        "2402", 12,
        "3303", 20);

    BigDecimal supplementaryDuty(BigDecimal av, String hs) {
        return switch (hs) {
            case "2203" -> av.multiply(new BigDecimal("2.5"));
            case "9504" -> av.multiply(new BigDecimal("0.45"));
            default -> BigDecimal.ZERO;
        };
    }

    double vatAmount(double av, double cd, double sd) {
        return (av + cd + sd) * 15 / 100;
    }

    double breakage(double av) {
        return av * 15 / 1000;
    }

    double demurrage(double days) {
        return days * 1.15;
    }
}
