export const isTin = (v) => /^[0-9]{12}$/.test(v);
export const isEtinWithDashes = (v) => /^\d{4}-\d{4}-\d{4}$/.test(v); // e-TIN on the printed certificate
export const isBin = (v) => v.replace(/-/g, '').length === 13;
export const isNid = (v) => [10, 13, 17].indexOf(v.length) >= 0;
export const isMobile = (v) => /^(?:\+880|880|0)1[3-9]\d{8}$/.test(v);
export const isRouting = (v) => /^\d{9}$/.test(v);
export const isIsbn = (v) => /^97[89]\d{10}$/.test(v);
export const isCard = (v) => /^\d{13,19}$/.test(v);
export const cardBin = (pan) => pan.slice(0, 6);
export const isTracking = (v) => /^[A-Z]{2}\d{9}[A-Z]{2}$/.test(v);
export const isAadhaar = (v) => /^\d{12}$/.test(v);
export const isEin = (v) => /^\d{2}-\d{7}$/.test(v);
export const isEpoch = (v) => /^\d{13}$/.test(String(v));
export const isNepaliMobile = (v) => /^9[78]\d{8}$/.test(v);
