import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('suppliers')
@Check(`"bin" IS NULL OR length("bin") = 14`)
export class Supplier {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'varchar', length: 12, name: 'e_tin', nullable: true })
  eTin: string | null;

  @Column({ type: 'char', length: 14, nullable: true })
  bin: string | null;

  @Column({ name: 'owner_nid', length: 13, nullable: true })
  ownerNid: string | null;

  @Column({ length: 11 })
  mobile: string;

  @Column({ length: 13, nullable: true })
  gln: string | null;

  @Column({ length: 12, nullable: true })
  binLocation: string | null;

  @Column('smallint', { default: 30 })
  paymentTermDays: number;
}
