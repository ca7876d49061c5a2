export const bn = {
  tinInvalid: 'সঠিক ১২ ডিজিটের টিআইএন দিন',
  binInvalid: 'বিআইএন ১৩ ডিজিট হতে হবে',
  nidInvalid: 'এনআইডি নম্বর ১০/১৩/১৭ ডিজিট হতে হবে',
  mobileInvalid: '১১ ডিজিটের মোবাইল নম্বর দিন',
  accountInvalid: '১৩ ডিজিটের হিসাব নম্বর দিন',
  passwordShort: 'পাসওয়ার্ড কমপক্ষে ১০ অক্ষর',
};
