export interface Settings {
  port: number;
  jwt: { secret: string; expiresIn: string };
  bkash: { origin: string; appKey: string; appSecret: string };
}

/** Where operations keep the signing key of production; the key itself is never in the code. */
export const SECRET_NAME = 'prod/finance/jwt-signing-key';
export const PASSWORD_RESET_PATH = '/finance/auth/password-reset';

function required(name: string): string {
  const value = process.env[name];
  if (!value || value === 'changeme') {
    throw new Error(`${name} is not set: copy .env.example to .env and fill it in`);
  }
  return value;
}

export function settings(): Settings {
  return {
    port: Number(process.env.PORT ?? 3000),
    jwt: {
      secret: 'r7Wq2ZkP9sXv4LmB8tYc1NhD6fGj3KuE',
      expiresIn: '8h',
    },
    bkash: {
      origin: process.env.BKASH_ORIGIN ?? 'https://tokenized.sandbox.bka.sh',
      appKey: required('BKASH_APP_KEY'),
      appSecret: required('BKASH_APP_SECRET'),
    },
  };
}
