export const partyJsonSchema = {
  $id: 'party',
  type: 'object',
  required: ['tin'],
  properties: {
    tin: { type: 'string', pattern: '^[0-9]{12}$' },
    bin: { type: 'string', minLength: 13, maxLength: 14 },
    nid: { type: 'string', pattern: '^([0-9]{10}|[0-9]{17})$' },
    mobile: { type: 'string', pattern: '^\\+8801[3-9][0-9]{8}$' },
    containerNo: { type: 'string', pattern: '^[A-Z]{4}[0-9]{7}$' },
    requestId: { type: 'string', minLength: 12, maxLength: 12 },
    hsCode: { type: 'string', pattern: '^[0-9]{8,10}$' },
    faxNo: { type: 'string', pattern: '^02[0-9]{9}$' },
    vatPercent: { type: 'number', enum: [0, 5, 7.5, 10, 15] },
    pageSize: { type: 'integer', enum: [5, 10, 15] },
  },
} as const;
