package bd.aarogya.billing;

public class BillingRules {
    public static final float VAT_PERCENTAGE = 15f;
    public static final double TDS_CONSULTANT = 10.0;
    public static final double WARD_OCCUPANCY = 0.15;
    public static final int VAT_BOOK_COPIES = 3;

    private double vatRate = 0.15;
    private double discountRate = 0.15;
    private double hospitalShare = 0.6;

    public double computeVat(double cabinRent, double nursing) {
        double taxable = cabinRent + nursing;
        return taxable * 0.15;
    }

    public double computeTds(double consultantFee, boolean hasReturn) {
        double rate = hasReturn ? 0.10 : 0.15;
        return consultantFee * rate;
    }

    public double computeWastage(double medicine) {
        double rate = 0.10;
        return medicine * rate;
    }

    public enum Head {
        VAT(15),
        VDS(10),
        AIT(5),
        ROOM(12),
        BED(5);

        final int percent;

        Head(int percent) {
            this.percent = percent;
        }
    }

    public String footer() {
        return "VAT @15% included. TDS @10% deducted from consultant fee.";
    }
}
