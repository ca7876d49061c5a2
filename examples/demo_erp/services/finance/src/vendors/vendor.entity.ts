import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('vendor')
export class Vendor {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 120 })
  name: string;

  @Column({ type: 'char', length: 12 })
  tin: string;

  @Column({ type: 'varchar', length: 14 })
  bin: string;

  @Column({ type: 'double precision' })
  creditLimit: number;

  @Column({ type: 'double precision', default: 0 })
  deliveredTonnes: number;

  @Column({ type: 'bigint', default: 0 })
  outstandingPaisa: string;
}
