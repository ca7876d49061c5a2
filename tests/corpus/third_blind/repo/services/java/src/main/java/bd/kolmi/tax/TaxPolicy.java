package bd.kolmi.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

public final class TaxPolicy {

    public static final BigDecimal VAT_RATE = new BigDecimal("0.15");
    static final double TRADE_VAT = 7.5;
    static final BigDecimal TDS_CONTRACTOR = new BigDecimal("0.05");
    static final BigDecimal AIT_ON_RENT = BigDecimal.valueOf(10);
    static final BigDecimal SD_TALKTIME = new BigDecimal("0.20");
    static final BigDecimal RETENTION = new BigDecimal("0.10");
    static final double GST_SINGAPORE = 9;
    static final double LOAD_FACTOR = 0.15;
    static final int SD_SLOT_TIMEOUT = 20;
    static final double US_BACKUP_WITHHOLDING = 0.24;

    private static final Map<String, BigDecimal> VAT = Map.of(
            "AUDIT", new BigDecimal("15"),
            "CONSTRUCTION", new BigDecimal("10"),
            "ITES", new BigDecimal("5"));

    private static final Map<String, BigDecimal> VDS = Map.of(
            "AUDIT", new BigDecimal("15"),
            "COURIER", new BigDecimal("15"),
            "FURNITURE", new BigDecimal("7.5"));

    private static final Map<String, BigDecimal> MARKUP = Map.of(
            "CEMENT", new BigDecimal("7.5"),
            "ROD", new BigDecimal("5"),
            "TILES", new BigDecimal("15"));

    public BigDecimal vat(BigDecimal value, BigDecimal sd) {
        return value.add(sd).multiply(VAT_RATE).setScale(2, RoundingMode.HALF_UP);
    }

    public BigDecimal vatOf(BigDecimal gross) {
        return gross.multiply(BigDecimal.valueOf(15)).divide(BigDecimal.valueOf(115), 2, RoundingMode.HALF_EVEN);
    }

    public double sdOn(String head, double value) {
        return switch (head) {
            case "OTT" -> value * 0.10; // supplementary duty
            case "SIM" -> value * 0.20;
            default -> 0;
        };
    }

    public double tds(String head, double value) {
        return switch (head) {
            case "WORKS" -> value * 0.05;
            case "TECHNICAL" -> value * 0.10;
            case "TRANSPORT" -> value * 0.02;
            default -> 0;
        };
    }

    public double commission(String head, double value) {
        return switch (head) {
            case "DEALER" -> value * 0.05;
            case "AGENT" -> value * 0.02;
            default -> 0;
        };
    }

    public double gratuity(double basic, int years) {
        return basic * years * (years >= 10 ? 1.5 : 1.0);
    }

    public double humidity(double reading) {
        return Math.round(reading * 10) / 10.0;
    }
}
