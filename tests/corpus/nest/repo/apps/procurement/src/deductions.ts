export const vdsOn = (bill: number) => bill * 0.1;
export const aitOn = (bill: number) => bill * 0.05;
export const earnest = (value: number) => value * 0.02;
