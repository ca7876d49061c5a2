import { Column, Entity, OneToMany, PrimaryColumn } from 'typeorm';
import { InvoiceLine } from './invoice-line.entity';

@Entity()
export class Invoice {
  @PrimaryColumn({ length: 13 })
  invoiceNo: string;

  @Column({ name: 'buyer_bin', length: 13, nullable: true })
  buyerBin?: string;

  @Column({ name: 'seller_bin', length: 20 })
  sellerBin: string;

  @Column({ name: 'mushak_no', default: '6.3' })
  mushakNo: string;

  @Column({ type: 'numeric', precision: 5, scale: 2, default: 5 })
  sdPercent: number;

  @Column({ type: 'numeric', precision: 18, scale: 2 })
  sdAmount: string;

  @Column({ default: 20 })
  paperWidthCm: number;

  @Column({ length: 7, comment: 'e.g. 2025-26' })
  fiscalYear: string;

  @Column({ length: 7 })
  labelColor: string;

  @OneToMany(() => InvoiceLine, (l) => l.invoice)
  lines: InvoiceLine[];
}
