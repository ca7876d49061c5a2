package com.shapla.core;

import java.math.BigDecimal;
import java.util.Map;

@Entity
public class Bill {
    @DecimalMax("15.00")
    @Column(name = "vat_rate", columnDefinition = "numeric(5,2) default 15")
    private BigDecimal vatRate = new BigDecimal("15.00");

    @DecimalMax("15.00")
    private BigDecimal weight;

    @Min(5)
    private int pieces = 5;

    static final Map<String, BigDecimal> TDS = Map.ofEntries(
        Map.entry("rent", new BigDecimal("5")),
        Map.entry("audit", new BigDecimal("10")));

    static final Map<String, Integer> SLA = Map.ofEntries(
        Map.entry("rent", 5),
        Map.entry("audit", 10));

    double sdOf(String item) {
        switch (item) {
            case "PERFUME":
                return 20;
            case "SOAP": {
                double r = 45;
                return r;
            }
            default:
                return 0;
        }
    }

    BigDecimal vat(BigDecimal base) {
        return base.multiply(BigDecimal.valueOf(15)).divide(BigDecimal.valueOf(100));
    }

    BigDecimal grow(BigDecimal base) {
        return base.multiply(BigDecimal.valueOf(15)).divide(BigDecimal.valueOf(100));
    }

    Invoice sample() {
        return Invoice.builder().vatRate(7.5).copies(3).build();
    }

    public interface Rates {
        double VAT_SERVICE = 0.15;
        double VDS_SECURITY = 0.15;
        double HEAT_LOSS = 0.15;
    }
}
