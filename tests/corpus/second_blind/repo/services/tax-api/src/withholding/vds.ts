const VDS_BY_SERVICE = new Map<string, number>([
  ['S004.00', 0.1],
  ['S037', 0.1],
  ['S032', 0.15],
  ['S003.10', 0.1],
]);

export function vdsFor(code: string, bill: number): number {
  const rate = VDS_BY_SERVICE.get(code) ?? 0.15;
  return Number((bill * rate).toFixed(2));
}

export const VDS_CERTIFICATE_FORM = 'Mushak-6.6';
export const VDS_CERTIFICATE_WITHIN_DAYS = 3;
export const VDS_DEPOSIT_DAYS = 15;
export const CHALLAN_PRINT_COPIES = 3;
export const PDF_VERSION = '1.7';
