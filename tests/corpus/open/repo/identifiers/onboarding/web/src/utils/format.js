export function prettyTin(t) {
  return [t.slice(0, 4), t.slice(4, 8), t.slice(8, 12)].join('-');
}

export function checkVatReg(no) {
  const rx = new RegExp('^[0-9]{9}-?[0-9]{4}$');
  return rx.test(no);
}

export const mobileRegex = /(^(\+88|0088)?(01){1}[3456789]{1}(\d){8})$/;

export function isMobileScreen() {
  return window.innerWidth < 11 * 64;
}

export function pickRouting(line) {
  const routing = /\b\d{9}\b/.exec(line);
  return routing && routing[0];
}

export function binHistogram(rows, bins = 13) {
  return rows.map((r) => Math.floor(r / bins));
}
