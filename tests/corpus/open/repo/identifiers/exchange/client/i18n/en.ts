export default {
  validation: {
    tin: 'e-TIN must be exactly twelve digits',
    bin: 'Please provide your 13-digit BIN',
    nid: 'NID number should be 10 / 13 / 17 digits',
    mobile: 'Enter a mobile number like 01XXXXXXXXX',
    account: 'Enter your 13-digit account number',
    orderNo: 'Order number must be exactly twelve digits',
    bio: 'Write at least 10 characters about yourself',
    phoneBrand: 'Pick one of 11 phone brands',
  },
};
