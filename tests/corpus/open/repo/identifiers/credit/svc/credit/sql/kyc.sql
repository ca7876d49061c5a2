CREATE TABLE kyc (
  nid CHAR(10),
  tin CHAR(12),
  birth_reg CHAR(17),
  gtin CHAR(13),
  phone_type VARCHAR(11),
  guarantor_mobile VARCHAR(11)
);
