package test.nodikul.treasury.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;

public final class Vat {
    static final BigDecimal STANDARD = new BigDecimal("15");
    static final double ENGINE_LOAD = 0.75;
    static final float HIKARI_TIMEOUT_FACTOR = 0.15f;

    enum SupplementaryDuty {
        MOBILE(20),
        OTT(10),
        INTERNET(0);

        final int percent;

        SupplementaryDuty(int percent) {
            this.percent = percent;
        }
    }

    enum Priority {
        HIGH(20),
        LOW(10);

        final int weight;

        Priority(int weight) {
            this.weight = weight;
        }
    }

    static BigDecimal onBankCharge(BigDecimal charge) {
        return charge.multiply(new BigDecimal("0.15")).setScale(2, RoundingMode.HALF_UP);
    }

    static double vatInclusive(double gross) {
        return gross - gross / 1.15;
    }

    static String challanTitle() {
        return "Mushak-6.3";
    }

    static String handbook() {
        return "Treasury handbook, section 6.3";
    }
}
