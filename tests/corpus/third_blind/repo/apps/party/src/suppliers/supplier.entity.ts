import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('suppliers')
@Check(`char_length(nid) IN (10, 13, 17)`)
@Check(`"mobile" ~ '^01[3-9][0-9]{8}$'`)
export class SupplierEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ length: 160 })
  name: string;

  @Index({ unique: true })
  @Column({ type: 'varchar', length: 12, nullable: true })
  tin: string | null;

  @Column('varchar', { name: 'vat_bin', length: 14 })
  vatBin: string;

  @Column({ type: 'varchar', length: 17, nullable: true })
  nid: string | null;

  @Column({ type: 'char', length: 11 })
  mobile: string;

  @Column({ type: 'varchar', length: 13, nullable: true })
  ean: string | null;

  @Column({ name: 'trx_id', length: 10, nullable: true })
  lastTrxId: string | null;

  @Column({ name: 'rating', type: 'smallint', default: 12 })
  rating: number;

  @Column({ name: 'bin_location', length: 9, nullable: true })
  binLocation: string | null;
}
