export const MESSAGES = {
  due: 'মূসক দাখিলপত্র ১৫ তারিখের মধ্যে',
  tin: 'TIN must be 12 digits',
};
