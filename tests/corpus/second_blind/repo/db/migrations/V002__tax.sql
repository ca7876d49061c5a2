CREATE TABLE tax_invoice (
    id           BIGSERIAL PRIMARY KEY,
    seller_bin   CHAR(14) NOT NULL CHECK (seller_bin ~ '^[0-9]{9}-[0-9]{4}$'),
    buyer_tin    VARCHAR(12),
    buyer_phone  VARCHAR(11) CHECK (buyer_phone LIKE '01_________'),
    form_no      VARCHAR(16) NOT NULL DEFAULT 'Mushak-6.3',
    vat_rate     NUMERIC NOT NULL DEFAULT 15 CHECK (vat_rate IN (0, 2, 5, 7.5, 10, 15)),
    sd_rate      NUMERIC CHECK (sd_rate IN (10, 20)),
    discount_pct NUMERIC DEFAULT 0 CHECK (discount_pct <= 15),
    seal_no      CHAR(13)
);

INSERT INTO withholding_rate (head, percent) VALUES
    ('contractor', 5),
    ('consultant', 15),
    ('carriage', 2);

INSERT INTO supplementary_duty (item, percent) VALUES
    ('talk time', 20),
    ('streaming', 10);

INSERT INTO price_rise (item, percent) VALUES
    ('cement', 5),
    ('rod', 10),
    ('sand', 20);

INSERT INTO mushak_form (no, title) VALUES
    ('6.1', 'Purchase book'),
    ('6.10', 'Statement of large invoices');

INSERT INTO shelf (no, title) VALUES
    ('6.1', 'Upper'),
    ('6.10', 'Lower');
