public enum WithholdingTax {
    SUPPLY(5.0), CONTRACT(7.0), RENT(5.0),
    PROFESSIONAL(10.0);

    private final double percent;

    WithholdingTax(double percent) { this.percent = percent; }
}

class Calc {
    private static final Map<String, Double> VDS = new HashMap<>();
    private static final Map<String, Double> KPI = new HashMap<>();

    static {
        VDS.put("courier", 15.0);
        VDS.put("printing", 10.0);
        KPI.put("courier", 15.0);
    }

    double vat(double net) {
        final double vatRate = 15;
        return net * vatRate / 100;
    }

    double vatOf(double net) { return net * 0.15d; }
    double etaOf(double km) { return km * 0.15d; }
    double sd(double v) { return v * 20d / 100d; }
    String msg = String.format("VAT %.2f%%", 15.0);
    long cacheMs = Duration.ofMinutes(15).toMillis();
}
