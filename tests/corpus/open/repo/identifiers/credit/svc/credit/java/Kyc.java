public class Kyc {
    private static final int MOBILE_LENGTH = 11;
    private static final int MOBILE_SESSION_MINUTES = 11;
    private static final String NID_PATTERN = "^(\\d{10}|\\d{17})$";
    private static final String GTIN_PATTERN = "^\\d{12}$";

    @Size(min = 12, max = 12)
    private String companyTin;

    @Size(max = 12)
    private String tinsukia;

    boolean eligible() {
        return tinAgeMonths > 12 && binCount > 9;
    }
}
