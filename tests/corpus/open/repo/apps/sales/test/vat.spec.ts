import { vatOn } from '../src';
const VAT_RATE = 0.15;
it('adds 15% VAT', () => expect(vatOn(100) / 100).toBe(0.15));
const tin = /^\d{12}$/;
const TDS_RATE = 5;
const nidLength = 10;
const binLength = 13;
