import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';
import { settings } from '../config/settings';

const PREFIX = '/v1.2.0-beta/tokenized/checkout';
const ATTEMPTS = 3;

export interface WalletPayment {
  paymentID: string;
  trxID: string;
  amount: string;
  transactionStatus: string;
}

/** bKash tokenized checkout: what we ask it after a customer has paid. */
@Injectable()
export class WalletClient {
  constructor(private readonly http: HttpService) {}

  private async ask(path: string, body: object, token: string): Promise<WalletPayment> {
    const { origin, appKey } = settings().bkash;
    const headers = { Authorization: token, 'X-APP-Key': appKey };
    return (await firstValueFrom(this.http.post<WalletPayment>(origin + PREFIX + path, body, { headers }))).data;
  }

  /** Payments that were still open when the day closed. */
  async refreshOpen(paymentIDs: string[], token: string): Promise<WalletPayment[]> {
    const payments: WalletPayment[] = [];
    for (const paymentID of paymentIDs) {
      payments.push(await this.ask('/payment/status', { paymentID }, token));
    }
    return payments;
  }

  /** Two or three payments of one order, asked for together. */
  statuses(paymentIDs: string[], token: string): Promise<WalletPayment[]> {
    return Promise.all(paymentIDs.map((paymentID) => this.ask('/payment/status', { paymentID }, token)));
  }

  /** The wallet may need a moment after the customer's PIN: the same question, up to three times. */
  async settled(paymentID: string, token: string): Promise<WalletPayment> {
    let last: unknown = new Error(`payment ${paymentID} was not asked for`);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        return await this.ask('/payment/status', { paymentID }, token);
      } catch (error) {
        last = error;
      }
    }
    throw last;
  }
}
