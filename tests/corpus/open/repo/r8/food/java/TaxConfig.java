@ConfigurationProperties("tax")
public class TaxConfig {
    private double vatRate = 0.05;
    private double sdRate = 0.10;
    private double tdsOnRent = 0.05;
    private double churnRate = 0.05;
    private int vatExportThreads = 5;

    public double withVat(double net) { return net * 1.05; }
    public double withRush(double net) { return net * 1.05; }
    public static final Map<String, Double> SD = Map.of("cola", 25.0, "ice", 10.0);
    public static final Map<String, Double> GRAMS = Map.of("cola", 25.0, "ice", 10.0);
}
