package bd.acme.withholding;

public class WithholdingConfig {
    private final Map<String, Double> rates = new HashMap<>();

    public WithholdingConfig() {
        rates.put("52", 7.0);
        rates.put("53", 5.0);
    }

    public double tds(double bill) { return bill * 5.0 / 100; }
    public double ait(double cif) { return cif * 0.05; }
    public double retentionMoney(double bill) { return bill * 0.10; }
    public double agentCommission(double sale) { return sale * 0.05; }
    public double liquidatedDamages(double value) { return value * 0.10; }
    public int certificateCopies() { return 3; }

    record Vendor(@Pattern(regexp = "^[0-9]{12}$") String tin, @Size(min = 13, max = 13) String bin) {}
    record Bank(@Size(min = 9, max = 9) String routingNumber, @Size(max = 13) String accountNo) {}

    static boolean nidOk(String nid) {
        int len = nid.length();
        if (len != 10 && len != 13 && len != 17) {
            throw new IllegalArgumentException("NID must be 10, 13 or 17 digits");
        }
        return true;
    }

    static final Pattern MSISDN = Pattern.compile("^(?:\\+88|88)?01[3-9]\\d{8}$");
    static final Pattern TICKET = Pattern.compile("^\\d{12}$");
    static final int OTP_LENGTH = 6;
}
