import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Customer } from '../customers/customer.entity';

@Entity('invoice')
export class Invoice {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ unique: true, length: 20 })
  challanNo: string;

  @ManyToOne(() => Customer, (customer) => customer.invoices)
  customer: Customer;

  @Column({ type: 'timestamptz' })
  issuedAt: Date;

  @Column({ type: 'numeric', precision: 14, scale: 2 })
  value: string;

  @Column({ type: 'numeric', precision: 14, scale: 2 })
  vatAmount: string;

  @Column('float')
  totalAmount: number;

  @Column({ type: 'float', default: 0 })
  percentComplete: number;

  @Column({ default: 'issued' })
  status: 'issued' | 'paid' | 'cancelled';
}
