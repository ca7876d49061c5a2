export const SD_MOBILE_SERVICE = 20;
export const SD_OTT = 0.1;
export const supplementaryDutyRates = { talktime: 0.2, streaming: 0.1, internet: 0 };

export function withSupplementaryDuty(value: number): number {
  return value * 1.2;
}

export function supplementaryDutyOf(kind: string): number {
  switch (kind) {
    case 'ott': return 10;
    case 'mobile': return 20;
    default: return 0;
  }
}

export const SD_CARD_GB = 32;
export const SECURITY_DEPOSIT_PCT = 20;
export const CONTROL_LIMIT_SD = 3;
export const REGULATORY_DUTY = 0.03;
