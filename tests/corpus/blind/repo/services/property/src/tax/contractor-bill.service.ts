import { Injectable } from '@nestjs/common';

export interface RunningBill { gross: number; psrSubmitted: boolean; paidByBank: boolean }

@Injectable()
export class ContractorBillService {
  private static readonly VDS = 0.10;
  private static readonly AIT = 0.07;
  private static readonly RETENTION = 0.05;
  private static readonly MOBILISATION = 0.10;

  deduct(bill: RunningBill) {
    let ait = bill.gross * ContractorBillService.AIT;
    if (!bill.psrSubmitted) ait = ait * 1.5;
    const vds = bill.gross * ContractorBillService.VDS;
    const retention = bill.gross * ContractorBillService.RETENTION;
    return { ait: +ait.toFixed(2), vds: +vds.toFixed(2), retention, net: bill.gross - ait - vds - retention };
  }

  advance(contractValue: number) {
    return contractValue * ContractorBillService.MOBILISATION;
  }

  tdsOnRent(rent: number) {
    return (rent * 5) / 100;
  }

  securityServiceTds = (bill: number) => bill * (2 / 100);

  utkoshKor(contract: number) {
    const utsheKorHar = 5; // shorboraho
    return contract * utsheKorHar / 100;
  }

  penaltyPerDay(contract: number) {
    return contract * 0.005;
  }
}
