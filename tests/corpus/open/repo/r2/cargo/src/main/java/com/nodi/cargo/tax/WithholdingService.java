package com.nodi.cargo.tax;

@Service
public class WithholdingService {
    private static final double DEFAULT = 0.05;
    private static final double LOAD_FACTOR = 0.75;
    private final BigDecimal vdsRate = BigDecimal.TEN;
    @Value("${withholding.transport.percent:2}")
    private double transport;
    @Value("${cargo.batch.size:10}")
    private int batch;

    public double rateFor(String nature) {
        if ("rent".equals(nature)) {
            return 0.05;
        } else if ("professional".equals(nature)) {
            return 0.10;
        }
        return DEFAULT;
    }

    public BigDecimal uplift(BigDecimal tds, boolean psr) {
        return psr ? tds : tds.multiply(new BigDecimal("1.5"));
    }

    public double detention(double freight) {
        return freight * 0.02;
    }

    public Money vds(Money bill) {
        return bill.multipliedBy(15).dividedBy(100);
    }
}
