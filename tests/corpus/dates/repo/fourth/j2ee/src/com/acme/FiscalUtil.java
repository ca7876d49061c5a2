package com.acme;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.util.Calendar;
import java.util.Date;

public final class FiscalUtil {
    private static final int START = 6; // Calendar.JULY

    public static int yearOf(Date date) {
        Calendar c = Calendar.getInstance();
        c.setTime(date);
        int y = c.get(Calendar.YEAR);
        return c.get(Calendar.MONTH) < 6 ? y - 1 : y;
    }

    public static Date firstDay(int y) {
        Calendar c = Calendar.getInstance();
        c.set(y, 6, 1);
        return c.getTime();
    }

    public static Date vatReturnDueDate(Date periodEnd) {
        Calendar c = Calendar.getInstance();
        c.setTime(periodEnd);
        c.add(Calendar.DAY_OF_MONTH, 15);
        return c.getTime();
    }

    public static Date cookieExpiry() {
        Calendar c = Calendar.getInstance();
        c.add(Calendar.DAY_OF_MONTH, 15);
        return c.getTime();
    }

    public static BigDecimal roundTax(BigDecimal v) {
        return v.setScale(2, BigDecimal.ROUND_HALF_UP);
    }

    public static String distance(double km) {
        return String.format("%.2f km", km);
    }
}
