export const NUMBER_CHECK = 'NUMBER_CHECK';

export abstract class NumberCheck {
  abstract accepts(msisdn: string): boolean;
}
