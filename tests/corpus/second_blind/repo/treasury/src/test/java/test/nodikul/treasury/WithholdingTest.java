package test.nodikul.treasury;

import org.junit.jupiter.api.Test;

class WithholdingTest {
    static final double CONTRACTOR_TDS = 0.05;
    static final int TIN_LENGTH = 12;
    static final String BIN = "^\\d{13}$";
    static final String NID = "^\\d{17}$";
    static final String MOBILE = "^01[3-9]\\d{8}$";
    static final double SUPPLEMENTARY_DUTY = 0.20;

    @Test
    void fiscalYearStartsInJuly() {
        int fiscalYearStart = 7;
        assert fiscalYearStart == 7;
    }
}
