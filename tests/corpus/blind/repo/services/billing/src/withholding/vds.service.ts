import { Injectable } from '@nestjs/common';

@Injectable()
export class VdsService {
  rateFor(serviceCode: string): number {
    switch (serviceCode) {
      case 'S004':
        return 7.5;
      case 'S037':
        return 10;
      case 'S051':
      case 'S032':
        return 15;
      default:
        return 0;
    }
  }

  shippingZone(code: string): number {
    switch (code) {
      case 'S001':
        return 5;
      case 'S002':
        return 10;
      default:
        return 0;
    }
  }

  certificateDue(paymentDate: Date): Date {
    const d = new Date(paymentDate);
    d.setDate(d.getDate() + 3); // Mushak-6.6 within 3 days
    return d;
  }

  reminderAt(paymentDate: Date): Date {
    const d = new Date(paymentDate);
    d.setDate(d.getDate() + 7);
    return d;
  }
}
