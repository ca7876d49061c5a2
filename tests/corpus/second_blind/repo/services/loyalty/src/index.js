const fastify = require('fastify')({ bodyLimit: 15 * 1024 });
const Member = require('./member');

const memberSchema = {
  body: {
    type: 'object',
    required: ['mobile'],
    properties: {
      mobile: { type: 'string', pattern: '^01[3-9]\\d{8}$' },
      nid: { type: 'string', minLength: 10, maxLength: 17 },
      companyBin: { type: 'string', pattern: '^\\d{13}$' },
      companyTin: { type: 'string', minLength: 12, maxLength: 12 },
      cardNo: { type: 'string', pattern: '^\\d{13}$' },
      voucher: { type: 'string', minLength: 12, maxLength: 12 },
      deviceId: { type: 'string', pattern: '^01\\d{9}$' },
    },
  },
};

fastify.post('/members', { schema: memberSchema }, async (req) => Member.create(req.body));
fastify.listen({ port: 3015, host: '0.0.0.0' });
