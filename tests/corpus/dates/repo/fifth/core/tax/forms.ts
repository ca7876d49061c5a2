export const FORM_TITLES = {
  '6.3': 'Mushak-6.3 Tax Invoice',
  '6.6': 'Mushak-6.6 VDS Certificate',
} as const;

export type MushakNo = keyof typeof FORM_TITLES;

export const isReturn = (mushakNo: string) => mushakNo === '9.1';
export const needsUpgrade = (appVersion: string) => appVersion === '9.1';
export const isRetina = (inches: string) => inches === '6.1';
export const printMushak = (form = '6.3', copies = 3) => queue.add({ form, copies });
export const printLabel = (size = '6.3', copies = 3) => queue.add({ size, copies });
