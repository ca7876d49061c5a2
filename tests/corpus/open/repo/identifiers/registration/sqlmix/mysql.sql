CREATE TABLE `members` (
  `tin` varchar(12) DEFAULT NULL,
  `nid_no` varchar(17) NOT NULL,
  `mobile_no` varchar(11) NOT NULL,
  `cheque` varchar(12) DEFAULT NULL,
  CONSTRAINT `chk_mobile` CHECK (`mobile_no` REGEXP '^01[3-9][0-9]{8}$'),
  CONSTRAINT `chk_nid` CHECK (CHAR_LENGTH(`nid_no`) IN (10,13,17)),
  CONSTRAINT `chk_cheque` CHECK (CHAR_LENGTH(`cheque`) = 12)
);
SELECT * FROM members WHERE LENGTH(tin) <> 12;
SELECT * FROM cheques WHERE LENGTH(number) <> 12;
UPDATE members SET mobile_no = CONCAT('0', mobile_no) WHERE LENGTH(mobile_no) = 10;
