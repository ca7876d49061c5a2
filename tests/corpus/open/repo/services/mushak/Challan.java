package mushak;

public enum Challan {
    SALES("6.3"),
    PURCHASE("6.1");

    static final String FORM = "Mushak-6.3";
    static final String VERSION = "6.3";
}
