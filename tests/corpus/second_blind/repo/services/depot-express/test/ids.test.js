const assert = require('node:assert');
const { test } = require('node:test');

test('TIN of 12 digits', () => assert.match('123456789012', /^\d{12}$/));
test('BIN of 13 digits', () => assert.match('0001234560101', /^\d{13}$/));
test('NID of 10 digits', () => assert.match('1234567890', /^\d{10}$/));
test('mobile', () => assert.match('01300000000', /^01[3-9]\d{8}$/));
test('tds of a carrier', () => assert.equal(100 * 0.02, 2));
test('sd', () => { const supplementaryDuty = 0.25; assert.equal(4 * supplementaryDuty, 1); });
