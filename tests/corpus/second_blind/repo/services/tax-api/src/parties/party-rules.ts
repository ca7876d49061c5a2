interface Rule { field: string; label: string; min?: number; max?: number; regex?: RegExp }

export const rules: Rule[] = [
  { field: 'tin', label: 'TIN', min: 12, max: 12 },
  { field: 'bin', label: 'BIN', regex: /^[0-9]{9}-?[0-9]{4}$/ },
  { field: 'nid', label: 'NID', regex: /^\d{10}(\d{3})?(\d{4})?$/ },
  { field: 'mobile', label: 'Mobile', min: 11, max: 14 },
  { field: 'po', label: 'Purchase order', min: 12, max: 12 },
  { field: 'awb', label: 'Air waybill', regex: /^\d{3}-?\d{8}$/ },
  { field: 'container', label: 'Container', regex: /^[A-Z]{4}\d{7}$/ },
  { field: 'ean', label: 'Barcode', min: 13, max: 13 },
];

export function normaliseBin(raw: string): string {
  const digits = raw.replace(/\D+/g, '');
  if (digits.length < 13) throw new Error('BIN is too short');
  return digits.padStart(13, '0');
}

// @business-rule: PTY-07 - A supplier's TIN has exactly 12 digits
export function requireTin(tin: string | undefined): string {
  if (!tin) throw new Error('TIN is missing');
  return tin;
}

// @business-rule: PTY-11 - The BIN of a buyer has 13 digits
export function requireBin(bin: string | undefined): string {
  if (!bin) throw new Error('BIN is missing');
  return bin;
}

// A supplier may also send the NID of 17 digits of the proprietor
export function pickIdentity(p: { tin?: string; nid?: string }): string {
  return p.tin ?? p.nid ?? '';
}
