import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { IsEtin, IsNid, IsVatBin } from './tender.validator';

@Entity('bidders')
export class Bidder {
  @PrimaryGeneratedColumn()
  id: number;

  @IsEtin()
  @Column({ name: 'etin', type: 'char', length: 12 })
  etin: string;

  @IsVatBin()
  @Column({ name: 'vat_bin', type: 'varchar', length: 13 })
  vatBin: string;

  @IsNid()
  @Column({ name: 'rep_nid', type: 'varchar', length: 17 })
  repNid: string;

  @Column({ name: 'rep_mobile', type: 'char', length: 11 })
  repMobile: string;

  @Column({ name: 'envelope_no', type: 'char', length: 12 })
  envelopeNo: string;

  @Column({ name: 'bank_guarantee', type: 'varchar', length: 17 })
  bankGuarantee: string;

  @Column({ name: 'fax', type: 'char', length: 11 })
  fax: string;

  @Column({ name: 'score', type: 'numeric', default: 10 })
  score: number;
}
