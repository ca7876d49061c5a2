import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('customers')
export class Customer {
  @PrimaryGeneratedColumn() id: number;
  @Column({ length: 200 }) name: string;
  @Column({ type: 'varchar', length: 12, nullable: true }) tin: string | null;
  @Index({ unique: true })
  @Column('char', { length: 13 })
  bin: string;
  @Column({
    name: 'national_id',
    type: 'varchar',
    length: 17,
  })
  nationalId: string;
  @Column('varchar', { length: 14 })
  mobile: string;
  @Column({ length: 11 }) orderNo: string;
  @Column({ type: 'decimal', precision: 15, scale: 2 }) vatAmount: string;
  @Column({ type: 'decimal', precision: 5, scale: 2, default: 15 }) vatRate: string;
  @Column({ default: 0 }) vatPaid: number;
  @Column({ length: 9 }) bankRouting: string;
  @Column({ length: 20 }) storageBin: string;
}
