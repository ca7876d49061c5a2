export const flags = { construction: process.env.CONSTRUCTION === '1' };
