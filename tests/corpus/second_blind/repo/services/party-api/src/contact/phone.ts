export const BD_MOBILE_REGEX = new RegExp('^(\\+880|0)1[3-9]\\d{8}$');
export const INDIA_MOBILE = /^[6-9]\d{9}$/;
export const UK_MOBILE = /^07\d{9}$/;
export const HOTLINE = /^16\d{3}$/;
export const MOBILE_BREAKPOINT = 768;
export const OTP_LENGTH = 11;

export function isKnownMobile(phone: string): boolean {
  return phone.length === 11 && BD_MOBILE_REGEX.test(phone);
}
