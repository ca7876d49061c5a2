package test.nodikul.claims;

import javax.swing.JTextField;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.PlainDocument;

final class ClaimForm {
    final JTextField tinField = limited(12);
    final JTextField binField = limited(14);
    final JTextField nidField = limited(17);
    final JTextField mobileField = limited(14);
    final JTextField garageField = limited(12);
    final JTextField chassisField = limited(17);
    final JTextField engineField = limited(14);
    final JTextField towTruckField = limited(11);

    private static JTextField limited(int max) {
        JTextField field = new JTextField(20);
        field.setDocument(new PlainDocument() {
            @Override
            public void insertString(int at, String text, AttributeSet a) throws BadLocationException {
                if (getLength() + text.length() <= max) {
                    super.insertString(at, text, a);
                }
            }
        });
        return field;
    }
}
