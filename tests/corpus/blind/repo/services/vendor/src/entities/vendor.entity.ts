import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('vendors')
export class Vendor {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ length: 120 })
  name: string;

  @Index({ unique: true })
  @Column({ type: 'varchar', length: 12, name: 'tin_no' })
  tinNo: string;

  @Column('varchar', { length: 14, nullable: true })
  bin: string | null;

  @Column({ type: 'char', length: 17, nullable: true, name: 'proprietor_nid' })
  proprietorNid: string;

  @Column({ length: 15 })
  mobile: string;

  @Column({ type: 'varchar', length: 12, name: 'rack_no' })
  rackNo: string;

  @Column({ type: 'decimal', precision: 5, scale: 2, default: 15 })
  vatRate: number;

  @Column({ type: 'decimal', precision: 15, scale: 2, default: 0 })
  openingBalance: string;

  @CreateDateColumn()
  createdAt: Date;
}
