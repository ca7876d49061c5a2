import { Type } from '@sinclair/typebox';
import vine from '@vinejs/vine';
import { size, string, pattern, object } from 'superstruct';

export const PartyBody = Type.Object({
  tin: Type.String({ minLength: 12, maxLength: 12 }),
  bin: Type.Optional(Type.String({ pattern: '^\\d{13}$' })),
  proprietorNid: Type.RegExp(/^([0-9]{10}|[0-9]{17})$/),
  whatsapp: Type.String({ pattern: '^\\+8801[3-9]\\d{8}$' }),
  warehouseCode: Type.String({ minLength: 12 }),
  chequeLeaf: Type.String({ pattern: '^\\d{10}$' }),
});

export const partyVine = vine.object({
  tin: vine.string().fixedLength(12),
  mobile: vine.string().mobile({ locale: ['bn-BD'] }),
  nick: vine.string().fixedLength(12),
});

export const Owner = object({
  nid: size(string(), 10, 17),
  vatRegistration: pattern(string(), /^\d{9}-?\d{4}$/),
  licence: size(string(), 10, 17),
});
