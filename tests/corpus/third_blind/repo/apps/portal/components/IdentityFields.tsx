import React from 'react';

type Props = { value: Record<string, string>; onChange: (k: string, v: string) => void; errors: Record<string, string> };

export const hints = {
  tin: 'Your e-TIN has 12 digits',
  bin: 'BIN: 13 digits, as printed on the VAT certificate',
  nid: 'National ID: 10, 13 or 17 digits',
  mobile: 'Mobile number of 11 digits, for example 01XXXXXXXXX',
  password: 'At least 12 characters',
  account: 'Account number of 13 digits',
  hotline: 'Call 16xxx, 9 am to 9 pm',
  isbn: 'ISBN of 13 digits',
};

const banglaHints = {
  tin: 'টিআইএন ১২ সংখ্যার হতে হবে',
  nid: 'জাতীয় পরিচয়পত্র নম্বর ১০, ১৩ বা ১৭ সংখ্যার',
  mobile: 'মোবাইল নম্বর ১১ সংখ্যার হতে হবে',
  bin: 'বিআইএন ১৩ সংখ্যার',
};

export function IdentityFields({ value, onChange, errors }: Props) {
  const validate = (key: string, text: string) => {
    if (key === 'tin' && !/^[0-9]{12}$/.test(text)) return banglaHints.tin;
    if (key === 'bin' && text.replace(/\D/g, '').length !== 13) return banglaHints.bin;
    if (key === 'nid' && text.length !== 10 && text.length !== 13 && text.length !== 17) return banglaHints.nid;
    if (key === 'mobile' && !/^(?:\+88)?01[3-9]\d{8}$/.test(text)) return banglaHints.mobile;
    if (key === 'pin' && text.length !== 6) return 'six digits';
    if (key === 'upc' && text.length !== 12) return 'twelve digits';
    if (key === 'ean' && text.length !== 13) return 'thirteen digits';
    if (key === 'vin' && text.length !== 17) return 'seventeen signs';
    if (key === 'imei' && !/^\d{15}$/.test(text)) return 'fifteen digits';
    return undefined;
  };
  return (
    <div className="grid gap-4 w-[390px]">
      {Object.keys(hints).map((key) => (
        <label key={key}>
          {key.toUpperCase()}
          <input value={value[key] ?? ''} onChange={(e) => onChange(key, e.target.value)} onBlur={(e) => validate(key, e.target.value)} />
          {errors[key] && <em>{errors[key]}</em>}
        </label>
      ))}
    </div>
  );
}

export const useIsMobile = () => typeof window !== 'undefined' && window.innerWidth < 768;
export const MOBILE_PAGE_SIZE = 11;
export const AVATAR = { tint: 12, nidPreviewWidth: 170, binIconSize: 13 };
