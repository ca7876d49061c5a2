import { Column, Entity } from 'typeorm';

@Entity({ name: 'invoice_lines' })
export class InvoiceLine {
  @Column('decimal', { precision: 5, scale: 2, default: 15.0 })
  vatRate: number;

  @Column({ name: 'sd_rate', type: 'decimal', precision: 5, scale: 2, default: 20 })
  sdRate: number;

  @Column({ type: 'decimal', precision: 15, scale: 2, default: 0 })
  vatAmount: number;

  @Column({ type: 'decimal', precision: 5, scale: 2, default: 15 })
  discountRate: number;

  get vat(): number {
    return (this.net + this.sd) * (this.vatRate || 15) / 100;
  }

  get handling(): number {
    return this.net * 0.015;
  }
}
