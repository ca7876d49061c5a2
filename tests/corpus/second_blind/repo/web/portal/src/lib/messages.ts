export const messages = {
  en: {
    tinInvalid: 'TIN must contain 12 digits',
    binInvalid: 'BIN must contain 13 digits',
    nidInvalid: 'NID must be 10 or 17 digits',
    mobileInvalid: 'Mobile number must be 11 digits',
    vatNote: 'Prices include 15% VAT',
    sdNote: '20% supplementary duty applies to talk time',
    passwordRule: 'Password must contain 12 characters',
    accountRule: 'Account number must be 13 digits',
    cardRule: 'Card number must be 16 digits',
    hotline: 'Call our desk from any mobile, 10 am to 11 pm',
    sale: 'Up to 15% off this week',
    delivery: 'Delivery takes 15 days',
  },
  bn: {
    tinInvalid: 'টিআইএন অবশ্যই ১২ সংখ্যার হতে হবে',
    binInvalid: 'বিআইএন ১৩ সংখ্যার হতে হবে',
    nidInvalid: 'জাতীয় পরিচয়পত্র নম্বর ১০, ১৩ বা ১৭ সংখ্যার',
    mobileInvalid: 'মোবাইল নম্বর ১১ সংখ্যার হতে হবে',
    otp: 'ওটিপি ৬ সংখ্যার',
  },
};
