package test.nodikul.claims;

public record Claimant(String name, String tin, String bin, String nid, String mobile, String policyNo, String fileNo) {

    static final int BIN_LENGTH = 13;
    static final int POLICY_LENGTH = 13;

    public Claimant {
        if (tin != null && !tin.matches("\\d{12}")) {
            throw new IllegalArgumentException("TIN of 12 digits wanted, not " + tin.length());
        }
        if (bin != null && bin.replace("-", "").length() != BIN_LENGTH) {
            throw new IllegalArgumentException("BIN");
        }
        if (nid != null && !(nid.length() == 10 || nid.length() == 17)) {
            throw new IllegalArgumentException("NID");
        }
        if (mobile.length() != 11 || !mobile.startsWith("01")) {
            throw new IllegalArgumentException("mobile");
        }
        if (policyNo.length() != POLICY_LENGTH) {
            throw new IllegalArgumentException("policy");
        }
        if (!fileNo.matches("\\d{12}")) {
            throw new IllegalArgumentException("file");
        }
    }
}
