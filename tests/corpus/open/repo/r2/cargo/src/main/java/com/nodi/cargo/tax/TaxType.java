package com.nodi.cargo.tax;

import java.math.BigDecimal;

public enum TaxType {
    VAT("VAT", new BigDecimal("15.00"), 1),
    TDS_CARRIER("Carrier TDS", new BigDecimal("2.00"), 2),
    VDS_FREIGHT("VDS on freight forwarding", new BigDecimal("15.00"), 3),
    SD("Supplementary duty", new BigDecimal("20"), 4),
    FUEL("Fuel levy", new BigDecimal("7.50"), 5);

    private final String label;
    private final BigDecimal rate;
    private final int order;

    TaxType(String label, BigDecimal rate, int order) {
        this.label = label;
        this.rate = rate;
        this.order = order;
    }
}
